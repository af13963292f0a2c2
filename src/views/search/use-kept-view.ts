import { useCallback, useLayoutEffect, useRef } from 'react'
import type { TraceId } from '../../model/ids.ts'
import { useExplorer, useHref } from '../../queries/use-explorer.ts'
import { FRESH_SEARCH, updateSearchView } from '../../state/view-store.ts'

interface KeptView {
  /** Where the table was scrolled to, for the virtualiser, which would else begin at its top. */
  readonly offset: () => number
  /** Notes the row that has the focus. */
  readonly keepRow: (row: TraceId) => void
}

/**
 * Keeps where the table is scrolled to and which row has the focus, by URL. Back and reload return there as soon as the rows are
 * there; the focus only where it is nowhere else. To be called before the virtualiser: see the listener.
 */
export function useKeptView(
  scroller: HTMLElement | null,
  ready: boolean,
  focusTrace: (trace: TraceId) => void,
): KeptView {
  const { views } = useExplorer()
  const href = useHref()
  const offset = useCallback(
    () => (views.getState().searches[href] ?? FRESH_SEARCH).scrollTop,
    [views, href],
  )
  const keepRow = useCallback(
    (row: TraceId) => updateSearchView(views, href, { row }),
    [views, href],
  )
  const focus = useRef(focusTrace)
  useLayoutEffect(() => {
    focus.current = focusTrace
  })

  useLayoutEffect(() => {
    if (!scroller || !ready) return
    scroller.scrollTo({ top: offset() })
    const { row } = views.getState().searches[href] ?? FRESH_SEARCH
    if (row && document.activeElement === document.body) focus.current(row)
  }, [views, href, offset, ready, scroller])

  useLayoutEffect(() => {
    if (!scroller || !ready) return undefined
    // Heard before the virtualiser's own listener draws rows: reading the position after that would cost a layout.
    const keep = () => updateSearchView(views, href, { scrollTop: scroller.scrollTop })
    scroller.addEventListener('scroll', keep, { passive: true })
    return () => scroller.removeEventListener('scroll', keep)
  }, [views, href, ready, scroller])

  return { offset, keepRow }
}
