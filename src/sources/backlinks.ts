import { bytesFromHex } from '../base/hex.ts'
import { SPAN_ID_BYTES, type SpanRef, TRACE_ID_BYTES, isZero, sameId } from '../model/ids.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { summariseSpan } from '../model/summarise.ts'
import type { Backlink } from './source.ts'

/** What links are looked for: those to one span, or with no span id those to any span of a trace. */
export interface LinkedTo {
  readonly traceId: SpanRef['traceId']
  readonly spanId: SpanRef['spanId'] | null
}

/** The links of a batch that point there, in the order of its spans. Reads the columns; of the spans only those that match. */
export function backlinksIn(batch: SpanBatch, { traceId, spanId }: LinkedTo): Backlink[] {
  const trace = idBytes(traceId, TRACE_ID_BYTES)
  const span = spanId === null ? null : idBytes(spanId, SPAN_ID_BYTES)
  const found: Backlink[] = []
  for (let i = 0; i < batch.length; i++) {
    const first = batch.linkOffset[i]
    for (let at = first; at < batch.linkOffset[i + 1]; at++) {
      if (!sameId(batch.linkTraceIds, at, trace, 0, TRACE_ID_BYTES)) continue
      if (span && !sameId(batch.linkSpanIds, at, span, 0, SPAN_ID_BYTES)) continue
      const [link] = batch.links(i, at - first, at - first + 1)
      found.push({ from: summariseSpan(batch, i), link })
    }
  }
  return found
}

function idBytes(id: string, size: number): Uint8Array {
  const bytes = bytesFromHex(id)
  if (bytes?.length !== size || isZero(bytes)) throw new RangeError(`not an id: ${id}`)
  return bytes
}
