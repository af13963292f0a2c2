import { type RefObject, useEffect } from 'react'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { TracePlace } from '../../state/places.ts'
import { linkViewKey } from '../../state/view-store.ts'

/**
 * Following a link takes the element with the focus away. Focus then goes to the tree, where the target is selected;
 * coming back, to the link table that was left. A page that was loaded afresh keeps the browser's own focus.
 */
export function useFocusOnArrival(main: RefObject<HTMLElement | null>, place: TracePlace): void {
  const { navigation, views } = useExplorer()
  useEffect(() => {
    if (!navigation.moved() || document.activeElement !== document.body) return
    const { traceId, spanId, tab } = place
    const along = tab === 'links' ? 'link' : tab === 'linked-from' ? 'backlink' : null
    const left =
      spanId !== null &&
      along !== null &&
      views.getState().links[linkViewKey({ traceId, spanId }, along)]?.active
    const grid = left ? main.current?.querySelector<HTMLElement>('[role=grid]') : null
    const tree = main.current?.querySelector<HTMLElement>('[role=treegrid]')
    ;(grid ?? tree)?.focus({ preventScroll: true })
    // Once for each span that is gone to: a link may lead to a span of the same trace.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [place.traceId, place.spanId])
}
