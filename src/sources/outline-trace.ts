import type { Backlink } from '../model/backlink.ts'
import type { TraceId } from '../model/ids.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { headOfTrace, summariseSpan, summariseTrace } from '../model/summarise.ts'
import type { TraceSummary } from '../model/summary.ts'
import { groupByTrace } from '../model/trace-builder.ts'
import { decodeTraces } from './decode.ts'
import { type EncodedTrace, SourceError } from './source.ts'

/** The spans of one trace in a document. */
export interface FoundTrace {
  readonly batch: SpanBatch
  readonly indices: Uint32Array
}

/** @throws SourceError `malformed`, or `notFound` when the document holds no span of this trace. */
export function findTrace({ bytes, encoding }: EncodedTrace, traceId: TraceId): FoundTrace {
  const batch = decodeTraces(bytes, encoding)
  const indices = groupByTrace(batch).get(traceId)
  if (indices) return { batch, indices }
  const why = batch.notes[0]?.message
  if (why) throw new SourceError('malformed', `No span of this trace could be read: ${why}.`)
  throw new SourceError('notFound', 'The source’s answer holds no span of this trace.')
}

/** Links cross from the worker in parts: a message of 10,000 links would hold up the page while it is read. */
const LINKS_AT_ONCE = 250

/** A trace in short, without keeping it: `take` gets the links that its spans carry, in their order, part by part. */
export function outlineTrace(
  encoded: EncodedTrace,
  traceId: TraceId,
  take: (links: readonly Backlink[]) => void,
): TraceSummary {
  return outlineSpans(findTrace(encoded, traceId), take)
}

/** {@link outlineTrace} of spans that are decoded. */
export function outlineSpans(
  { batch, indices }: FoundTrace,
  take: (links: readonly Backlink[]) => void,
): TraceSummary {
  const trace = headOfTrace(batch, indices)
  let part: Backlink[] = []
  for (const i of indices) {
    const count = batch.linkOffset[i + 1] - batch.linkOffset[i]
    if (count === 0) continue
    const from = { ...summariseSpan(batch, i), trace }
    for (const link of batch.links(i, 0, count)) {
      part.push({ from, link })
      if (part.length < LINKS_AT_ONCE) continue
      take(part)
      part = []
    }
  }
  if (part.length > 0) take(part)
  return summariseTrace(batch, indices)
}
