import { useQuery } from '@tanstack/react-query'
import { inSlices } from '../base/slices.ts'
import { type CriticalPath, criticalPath } from '../model/critical-path.ts'
import type { TraceSession } from './trace-session.ts'
import { useExplorer } from './use-explorer.ts'

/** The critical path of a trace, worked out in slices when it is first wanted; null: not wanted, or not there yet. */
export function useCriticalPath(session: TraceSession, wanted: boolean): CriticalPath | null {
  const { source } = useExplorer()
  const { data } = useQuery({
    queryKey: ['critical-path', source.id, session.table.traceId, session.id],
    queryFn: ({ signal }) => inSlices(criticalPath(session.table), signal),
    enabled: wanted,
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 60_000,
  })
  return wanted ? (data ?? null) : null
}
