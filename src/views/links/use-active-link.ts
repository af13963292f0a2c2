import type { TraceId } from '../../model/ids.ts'
import { useExplorer, useViewState } from '../../queries/use-explorer.ts'
import { FRESH_VIEW, updateTraceView } from '../../state/view-store.ts'

/** The active line of a trace's link tables; kept, so that Back finds it again. */
export function useActiveLink(traceId: TraceId): [string | null, (key: string) => void] {
  const { views } = useExplorer()
  const active = useViewState(({ traces }) => (traces[traceId] ?? FRESH_VIEW).activeLink)
  return [active, (key) => updateTraceView(views, traceId, { activeLink: key })]
}
