import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type TraceTable, rowFinder } from '../model/trace-table.ts'
import { linksToTraceQuery } from './options.ts'
import { useExplorer } from './use-explorer.ts'

export interface LinkedFrom {
  /** Links to each row, from any trace; null while not known. */
  readonly perRow: Uint32Array | null
  /** Links into the trace; null while not known. */
  readonly total: number | null
}

/** Who links into a trace, counted by row. */
export function useLinkedFrom(table: TraceTable): LinkedFrom {
  const { data } = useQuery(linksToTraceQuery(useExplorer(), table.traceId))
  return useMemo(() => {
    if (!data) return { perRow: null, total: null }
    const perRow = new Uint32Array(table.length)
    const rowOf = rowFinder(table)
    for (const { link } of data.backlinks) {
      const row = link.to.valid ? rowOf(link.to.ref.spanId) : -1
      if (row >= 0) perRow[row]++
    }
    return { perRow, total: data.total }
  }, [data, table])
}
