import { writeHex } from '../base/hex.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from './ids.ts'
import { type DecodeNote, type SpanBatch, SpanColumns, enumByte, setTime } from './span-batch.ts'
import { type Span, serviceOf } from './span.ts'

/** What a converter could not take, beside the spans that it could. */
export interface NotTaken {
  readonly rejected: number
  readonly notes: readonly DecodeNote[]
}

/**
 * A batch of spans that are objects already: for sources whose answers are not OTLP. The spans are kept, so this is for
 * documents of some megabytes. Ids must be valid, strings well formed, times within fixed64: what makes the spans sees to it.
 */
export function spanBatchOf(
  spans: readonly Span[],
  { rejected, notes }: NotTaken = { rejected: 0, notes: [] },
): SpanBatch {
  const columns = new SpanColumns()
  for (const span of spans) {
    columns.reserve()
    const i = columns.length
    writeId(span.ref.traceId, columns.traceIds, i, TRACE_ID_BYTES)
    writeId(span.ref.spanId, columns.spanIds, i, SPAN_ID_BYTES)
    if (span.parentSpanId) writeId(span.parentSpanId, columns.parentIds, i, SPAN_ID_BYTES)
    setTime(columns.start, i, span.start)
    setTime(columns.end, i, span.end)
    columns.kind[i] = enumByte(span.kind)
    columns.status[i] = enumByte(span.statusCode)
    columns.name[i] = columns.table.add(span.name)
    columns.service[i] = columns.table.add(serviceOf(span.resource))
    columns.droppedLinks[i] = span.droppedLinks
    for (const { to } of span.links) {
      const at = columns.addLink()
      if (!to.valid) continue
      writeId(to.ref.traceId, columns.linkTraceIds, at, TRACE_ID_BYTES)
      writeId(to.ref.spanId, columns.linkSpanIds, at, SPAN_ID_BYTES)
    }
    columns.commit()
  }
  columns.rejected = rejected
  columns.notes.push(...notes)
  return columns.finish({
    span: (index) => spans[index],
    links: (index, from, to) => spans[index].links.slice(from, to),
  })
}

function writeId(id: string, column: Uint8Array, row: number, size: number): void {
  writeHex(id, column, row * size, size)
}
