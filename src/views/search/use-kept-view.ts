import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { TraceId } from '../../model/ids.ts'
import { useExplorer, useHref } from '../../queries/use-explorer.ts'
import { FRESH_SEARCH, updateSearchView } from '../../state/view-store.ts'

/**
 * Keeps where the table is scrolled to and which row has the focus, by URL. Back and reload return there as soon as the rows are
 * there; the focus only where it is nowhere else. The answer notes the row that has the focus.
 */
export function useKeptView(
  scroller: HTMLElement | null,
  ready: boolean,
  focusTrace: (trace: TraceId) => void,
): (row: TraceId) => void {
  const { views } = useExplorer()
  const href = useHref()
  const focus = useRef(focusTrace)
  useLayoutEffect(() => {
    focus.current = focusTrace
  })

  useLayoutEffect(() => {
    if (!scroller || !ready) return
    const { scrollTop, row } = views.getState().searches[href] ?? FRESH_SEARCH
    scroller.scrollTo({ top: scrollTop })
    if (row && document.activeElement === document.body) focus.current(row)
  }, [views, href, ready, scroller])

  useEffect(() => {
    if (!scroller || !ready) return undefined
    const keep = () => updateSearchView(views, href, { scrollTop: scroller.scrollTop })
    scroller.addEventListener('scroll', keep, { passive: true })
    return () => scroller.removeEventListener('scroll', keep)
  }, [views, href, ready, scroller])

  return useCallback((row) => updateSearchView(views, href, { row }), [views, href])
}
