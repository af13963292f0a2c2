import { useQuery } from '@tanstack/react-query'
import type { SpanRef } from '../model/ids.ts'
import { type TraceTable, rowOfSpan } from '../model/trace-table.ts'
import { traceQuery } from './options.ts'
import { useExplorer } from './use-explorer.ts'

export type PeekedTrace =
  | { readonly state: 'reading' }
  | { readonly state: 'here'; readonly table: TraceTable; readonly row: number }
  /** Why there is nothing to show; null: the trace does not have the span. */
  | { readonly state: 'absent'; readonly error: Error | null }

/** The trace of a linked span, read as it is when the link is followed: then it is there at once. */
export function usePeekedTrace(ref: SpanRef): PeekedTrace {
  const explorer = useExplorer()
  const { data, error } = useQuery(traceQuery(explorer, ref.traceId))
  if (!data) return error ? { state: 'absent', error } : { state: 'reading' }
  const row = rowOfSpan(data.table, ref.spanId)
  return row < 0 ? { state: 'absent', error: null } : { state: 'here', table: data.table, row }
}
