import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type TraceTable, rowFinder } from '../model/trace-table.ts'
import { linkCountsQuery } from './options.ts'
import { useExplorer } from './use-explorer.ts'

export interface LinkedFrom {
  /** Links to each row, from any trace; null while not known. */
  readonly perRow: Uint32Array | null
  /** Links into the trace, to spans that are not here included; null while not known. */
  readonly total: number | null
}

/** Who links into a trace, counted by row. */
export function useLinkedFrom(table: TraceTable): LinkedFrom {
  const { data: counts } = useQuery(linkCountsQuery(useExplorer(), table.traceId))
  return useMemo(() => {
    if (!counts) return { perRow: null, total: null }
    const perRow = new Uint32Array(table.length)
    const rowOf = rowFinder(table)
    let total = 0
    for (const [spanId, count] of counts) {
      const row = rowOf(spanId)
      if (row >= 0) perRow[row] = count
      total += count
    }
    return { perRow, total }
  }, [counts, table])
}
