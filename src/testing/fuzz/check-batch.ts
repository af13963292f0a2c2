import { isZero, spanIdAt, traceIdAt, SPAN_ID_BYTES, TRACE_ID_BYTES } from '../../model/ids.ts'
import { type SpanBatch, MAX_NOTES, timeAt } from '../../model/span-batch.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { checkBuilt } from '../check-table.ts'
import type { Mentions } from './mentions.ts'

export interface BatchRules {
  readonly mentions: Mentions
  /** Nanoseconds of the format's unit; null: its times are texts, or sums of several numbers. */
  readonly unit: bigint | null
  /** Spans that stand in the document, counted by someone else; null: unknown. */
  readonly count: number | null
}

/** Holds what a decoder made of a document against the document. @throws Error naming what does not hold */
export function checkBatch(batch: SpanBatch, { mentions, unit, count }: BatchRules): void {
  holds(batch.notes.length <= MAX_NOTES + 1, 'notes are bounded')
  holds(batch.rejected === 0 || batch.notes.length > 0, 'what is left out is noted')
  if (count !== null && batch.notes.length === 0) {
    holds(batch.length === count, `${count} spans stand there, ${batch.length} came out, no note`)
  }
  for (let i = 0; i < batch.length; i++) checkSpan(batch, i, mentions, unit)
  for (const [traceId, indices] of groupByTrace(batch)) {
    checkBuilt(buildTrace(batch, traceId, indices), batch)
  }
}

function checkSpan(batch: SpanBatch, i: number, mentions: Mentions, unit: bigint | null): void {
  const [traceId, spanId] = [traceIdAt(batch.traceIds, i), spanIdAt(batch.spanIds, i)]
  holds(mentions.id(traceId), `the trace id ${traceId} is in the document`)
  holds(mentions.id(spanId), `the span id ${spanId} is in the document`)
  if (!isZero(batch.parentIds, i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)) {
    const parent = spanIdAt(batch.parentIds, i)
    holds(mentions.id(parent), `the parent id ${parent} is in the document`)
  }
  const [start, end] = [timeAt(batch.start, i), timeAt(batch.end, i)]
  if (unit !== null) {
    const known = (time: bigint) => mentions.time(time, unit)
    holds(start === 0n || known(start), `the start ${start} is in the document`)
    // Some formats tell the end by the duration.
    holds(
      end === 0n || end === start || known(end) || known(end - start),
      `the end ${end} is in the document`,
    )
  }
  const span = batch.span(i)
  holds(span.ref.traceId === traceId && span.ref.spanId === spanId, 'a span has its own ids')
  holds(span.start === start && span.end === end, 'a span has its own times')
  holds(span.name === batch.strings[batch.name[i]], 'a span has its own name')
  holds(span.name.isWellFormed(), 'a name has no half of a pair')
  checkLinks(batch, i, span.links.length, mentions)
  for (const { key } of span.attributes) holds(key.isWellFormed(), 'a key has no half of a pair')
}

function checkLinks(batch: SpanBatch, i: number, count: number, mentions: Mentions): void {
  const [from, to] = [batch.linkOffset[i], batch.linkOffset[i + 1]]
  holds(to - from === count, `${count} links of a span, ${to - from} in its columns`)
  const links = batch.links(i, 0, count)
  holds(links.length === count, 'all links can be read')
  for (let link = from; link < to; link++) {
    const { to: end } = links[link - from]
    const none = isZero(batch.linkTraceIds, link * TRACE_ID_BYTES, (link + 1) * TRACE_ID_BYTES)
    holds(end.valid === !none, 'a link is valid in its columns or not at all')
    if (!end.valid) continue
    const [traceId, spanId] = [
      traceIdAt(batch.linkTraceIds, link),
      spanIdAt(batch.linkSpanIds, link),
    ]
    holds(end.ref.traceId === traceId && end.ref.spanId === spanId, 'a link has its own ids')
    holds(mentions.id(traceId) && mentions.id(spanId), `the link’s ids are in the document`)
  }
}

function holds(condition: boolean, invariant: string): void {
  if (!condition) throw new Error(`it does not hold that ${invariant}`)
}
