import { type RefObject, useEffect } from 'react'
import type { TraceId } from '../../model/ids.ts'
import { useExplorer } from '../../queries/use-explorer.ts'

/**
 * Following a link takes the element with the focus away. Focus then goes to the tree, where the target is selected;
 * coming back, to the link table that was left. A page that was loaded afresh keeps the browser's own focus.
 */
export function useFocusOnArrival(main: RefObject<HTMLElement | null>, traceId: TraceId): void {
  const { navigation, views } = useExplorer()
  useEffect(() => {
    if (!navigation.moved() || document.activeElement !== document.body) return
    const left = views.getState().traces[traceId]?.activeLink ?? null
    const grid = left === null ? null : main.current?.querySelector<HTMLElement>('[role=grid]')
    const tree = main.current?.querySelector<HTMLElement>('[role=treegrid]')
    ;(grid ?? tree)?.focus({ preventScroll: true })
    // Once for each trace that is opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [traceId])
}
