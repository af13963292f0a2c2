import { type RefObject, useEffect, useLayoutEffect } from 'react'
import { useExplorer, useHref } from '../../queries/use-explorer.ts'

/** URLs remembered; the oldest go first. */
const MOST = 50

/** Keeps the scroll position of each search and comes back to it with Back or a reload, as soon as its rows are there. */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, ready: boolean): void {
  const { views } = useExplorer()
  const href = useHref()

  useLayoutEffect(() => {
    if (ready) scroller.current?.scrollTo({ top: views.getState().searchScroll[href] ?? 0 })
  }, [views, href, ready, scroller])

  useEffect(() => {
    const node = scroller.current
    if (!node || !ready) return undefined
    const keep = () => {
      views.setState(({ searchScroll }) => {
        const others = Object.entries(searchScroll).filter(([other]) => other !== href)
        return {
          searchScroll: { ...Object.fromEntries(others.slice(1 - MOST)), [href]: node.scrollTop },
        }
      })
    }
    node.addEventListener('scroll', keep, { passive: true })
    return () => node.removeEventListener('scroll', keep)
  }, [views, href, ready, scroller])
}
