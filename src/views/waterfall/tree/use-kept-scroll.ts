import { type RefObject, useState } from 'react'
import type { TraceId } from '../../../model/ids.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { FRESH_VIEW, updateTraceView } from '../../../state/view-store.ts'
import { useScrollEnd } from '../../../ui/use-scroll-end.ts'

/** Where the trace was scrolled to when it was left; keeps it up to date from then on. */
export function useKeptScroll(traceId: TraceId, scroller: RefObject<HTMLElement | null>): number {
  const { views } = useExplorer()
  const [initial] = useState(() => (views.getState().traces[traceId] ?? FRESH_VIEW).scrollTop)
  useScrollEnd(scroller, (scrollTop) => updateTraceView(views, traceId, { scrollTop }))
  return initial
}
