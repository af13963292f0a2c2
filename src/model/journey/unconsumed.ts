import type { LinkEdge } from '../link-graph/link-graph.ts'
import { SPAN_KINDS } from '../span.ts'
import { type TraceTable, rowFinder } from '../trace-table.ts'
import type { LegWork } from './leg.ts'

const PRODUCER = SPAN_KINDS.indexOf('producer')

/**
 * The producer spans of a leg's work to which nothing links, nor to a span above or below: instrumentations differ in which of them
 * the consumer's link names.
 */
export function unconsumedRows(
  table: TraceTable,
  { entry, part }: LegWork,
  exits: readonly LinkEdge[],
): number[] {
  const rowOf = rowFinder(table)
  const taken = exits.map(({ to }) => rowOf(to.spanId)).filter((row) => row >= 0)
  const holds = (top: number, row: number) => top <= row && row < table.subtreeEnd[top]
  const rows: number[] = []
  for (const top of part?.rows ?? [entry]) {
    for (let row = top; row < table.subtreeEnd[top]; row++) {
      if (table.kind[row] !== PRODUCER) continue
      if (!taken.some((other) => holds(other, row) || holds(row, other))) rows.push(row)
    }
  }
  return rows
}
