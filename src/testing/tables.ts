import type { Span } from '../model/span.ts'
import { type BuiltTrace, buildTrace, groupByTrace } from '../model/trace-builder.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import type { TraceTable } from '../model/trace-table.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { checkBuilt } from './check-table.ts'
import { protoOf } from './documents.ts'
import { dump } from './dump.ts'
import { draw } from './trace-notation.ts'

/** The batch of these spans, through encoder and decoder. */
export function batchOf(spans: Iterable<Span>): SpanBatch {
  return decodeProto(protoOf(spans))
}

/** The data of a batch or table, with strings for the indices of names and services: their order is the decoder's own. */
export function columnsOf(columnar: Pick<SpanBatch, 'strings' | 'name' | 'service'>): object {
  const { strings, name, service } = columnar
  const data = Object.entries(columnar).filter(([, value]) => typeof value !== 'function')
  return {
    ...Object.fromEntries(data),
    strings: null,
    name: Array.from(name, (i) => strings[i]),
    service: Array.from(service, (i) => strings[i]),
  }
}

/** The table of the first trace among these spans, through encoder, decoder and builder, with its invariants checked. */
export function tableOf(spans: readonly Span[]): TraceTable {
  const batch = batchOf(spans)
  for (const [traceId, indices] of groupByTrace(batch)) {
    const built: BuiltTrace = buildTrace(batch, traceId, indices)
    checkBuilt(built, batch)
    return built.table
  }
  throw new Error('there is no span')
}

/** The first trace of a drawing, built and dumped with the labels of the drawing. */
export function dumpDrawn(drawing: string): string {
  const { spans, labels } = draw(drawing)
  return dump(tableOf(spans), labels)
}
