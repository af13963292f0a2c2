import { type RefObject, useEffect, useRef } from 'react'

const STILL_MS = 100

/** Tells where an element was scrolled to, once it stands still: telling every frame would wake every reader of what is kept. */
export function useScrollEnd(
  element: RefObject<HTMLElement | null>,
  onEnd: (scrollTop: number) => void,
): void {
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  useEffect(() => {
    const node = element.current
    if (!node) return
    let timer = 0
    let scrollTop = 0
    const end = () => {
      timer = 0
      latest.current(scrollTop)
    }
    const later = () => {
      scrollTop = node.scrollTop
      window.clearTimeout(timer)
      timer = window.setTimeout(end, STILL_MS)
    }
    node.addEventListener('scroll', later, { passive: true })
    return () => {
      node.removeEventListener('scroll', later)
      window.clearTimeout(timer)
      // Left in the middle of a scroll: the element itself no longer knows.
      if (timer !== 0) end()
    }
  }, [element])
}
