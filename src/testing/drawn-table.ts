import { spanKey } from '../model/ids.ts'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import { type TraceTable, nameAt, refAt } from '../model/trace-table.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { protoOf } from './documents.ts'
import { draw, drawnTraceId } from './trace-notation.ts'

export interface DrawnTable {
  readonly table: TraceTable
  /** The row of a label. */
  readonly row: (label: string) => number
  /** Labels of rows, in order. */
  readonly labels: (rows: Iterable<number>) => string[]
}

/** The table of one trace of a drawing, by the way that real bytes take. */
export function drawTable(text: string, trace: string): DrawnTable {
  const { spans, labels } = draw(text)
  const batch = decodeProto(protoOf(spans))
  const traceId = drawnTraceId(trace)
  const indices = groupByTrace(batch).get(traceId)
  if (!indices) throw new Error(`the drawing has no trace ${trace}`)
  const { table } = buildTrace(batch, traceId, indices)
  const labelOf = (row: number) =>
    labels.get(spanKey(refAt(table, row)))?.replace(`${trace}/`, '') ?? nameAt(table, row)
  const all = Array.from({ length: table.length }, (_, row) => labelOf(row))
  return {
    table,
    row(label) {
      const row = all.indexOf(label)
      if (row < 0) throw new Error(`no span ${label} in ${all.join(', ')}`)
      return row
    },
    labels: (rows) => Array.from(rows, (row) => all[row]),
  }
}
