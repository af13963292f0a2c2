import { type RefObject, useEffect } from 'react'
import type { PanelEvents, ResizeDetail } from './panel-input.ts'

/** A host that gives a panel all the height that it asks for would otherwise lay out every row of a large trace. */
const MAX_HEIGHT = 2000

/** What scrolls up and down in a panel, the outer one first. */
const SCROLLERS = '.tr, .wf-scroll, .dp-scroll, .lt, .jy'

/** Tells the host of the panel's size, and of the height that its content asks for. */
export function useResizes(root: RefObject<HTMLElement | null>, events: PanelEvents): void {
  useEffect(() => {
    const node = root.current
    if (!node) return
    let told: ResizeDetail | null = null
    const tell = () => {
      const { clientWidth: width, clientHeight: height } = node
      const now = { width, height, contentHeight: contentHeight(node) }
      if (
        told?.width === width &&
        told.height === height &&
        told.contentHeight === now.contentHeight
      )
        return
      told = now
      events.resize(now)
    }
    const sizes = new ResizeObserver(tell)
    const watch = () => {
      sizes.disconnect()
      sizes.observe(node)
      for (const scroller of node.querySelectorAll(SCROLLERS)) {
        sizes.observe(scroller)
        for (const child of scroller.children) sizes.observe(child)
      }
    }
    const changes = new MutationObserver(watch)
    changes.observe(node, { childList: true, subtree: true })
    watch()
    return () => {
      sizes.disconnect()
      changes.disconnect()
    }
  }, [root, events])
}

/** Where a narrow panel scrolls as a whole, what is inside of that keeps a height of its own. */
function contentHeight(node: HTMLElement): number {
  const all = [...node.querySelectorAll(SCROLLERS)]
  const [outer] = all
  const whole = outer && getComputedStyle(outer).overflowY !== 'visible'
  const hidden = (whole ? [outer] : all).map((one) => one.scrollHeight - one.clientHeight)
  const most = Math.max(0, ...hidden)
  return Math.min(MAX_HEIGHT, node.clientHeight + most)
}
