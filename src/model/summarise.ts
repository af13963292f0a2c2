import type { EpochNanos } from '../base/time.ts'
import { SPAN_ID_BYTES, type SpanRef, isZero, spanIdAt, traceIdAt } from './ids.ts'
import { SHAPE_SPANS, type ShapeSpan, shapeOf } from './shape.ts'
import { type SpanBatch, timeAt } from './span-batch.ts'
import { STATUS_ERROR } from './span.ts'
import type { SpanSummary, TraceHead, TraceSummary } from './summary.ts'

export function refOfSpan(batch: SpanBatch, index: number): SpanRef {
  return {
    traceId: traceIdAt(batch.traceIds, index),
    spanId: spanIdAt(batch.spanIds, index),
  }
}

/** What another trace shows of one span of a batch. */
export function summariseSpan(batch: SpanBatch, index: number): SpanSummary {
  return {
    ref: refOfSpan(batch, index),
    service: batch.strings[batch.service[index]],
    name: batch.strings[batch.name[index]],
    kind: batch.kind[index],
    status: batch.status[index],
    start: timeAt(batch.start, index),
    end: timeAt(batch.end, index),
  }
}

/** A trace in a few words, from its spans, at least one. A start of 0 is unknown and says nothing about when the trace began. */
export function headOfTrace(batch: SpanBatch, spans: Uint32Array): TraceHead {
  const { start, end } = extentOf(batch, spans)
  let head = spans[0]
  let errorCount = 0
  let linksOut = 0
  for (const i of spans) {
    if (precedes(batch, i, head)) head = i
    if (batch.status[i] === STATUS_ERROR) errorCount++
    linksOut += batch.linkOffset[i + 1] - batch.linkOffset[i]
  }
  return {
    rootSpanId: isRoot(batch, head) ? spanIdAt(batch.spanIds, head) : null,
    rootService: batch.strings[batch.service[head]],
    rootName: batch.strings[batch.name[head]],
    start,
    end,
    spanCount: spans.length,
    errorCount,
    linksOut,
  }
}

/**
 * The line of the Traces table for the spans of one trace, at least one, for sources that hand out spans and no summaries.
 * It does not depend on the order of the spans.
 */
export function summariseTrace(batch: SpanBatch, spans: Uint32Array): TraceSummary {
  const head = headOfTrace(batch, spans)
  const services = new Set<number>()
  for (const i of spans) services.add(batch.service[i])
  return {
    ...head,
    traceId: traceIdAt(batch.traceIds, spans[0]),
    services: [...services].map((index) => batch.strings[index]).sort(),
    linkedFrom: null,
    sample: false,
    shape: shapeOf(firstSpans(batch, spans), head),
  }
}

/** From the earliest known start to the latest end. */
export function extentOf(
  batch: SpanBatch,
  spans: Uint32Array,
): { readonly start: EpochNanos; readonly end: EpochNanos } {
  let first = -1
  let last = spans[0]
  for (const i of spans) {
    const known = !isUnset(batch.start, i)
    if (known && (first < 0 || compareTimes(batch.start, i, first) < 0)) first = i
    if (compareTimes(batch.end, i, last) > 0) last = i
  }
  const start = first < 0 ? 0n : timeAt(batch.start, first)
  const end = timeAt(batch.end, last)
  return { start, end: end < start ? start : end }
}

function firstSpans(batch: SpanBatch, spans: Uint32Array): ShapeSpan[] {
  const ordered = [...spans].sort(
    (a, b) => compareTimes(batch.start, a, b) || compareIds(batch.spanIds, a, b),
  )
  return ordered.slice(0, SHAPE_SPANS).map((i) => ({
    spanId: idAt(batch.spanIds, i),
    parent: isRoot(batch, i) ? null : idAt(batch.parentIds, i),
    start: timeAt(batch.start, i),
    end: timeAt(batch.end, i),
    service: batch.strings[batch.service[i]],
  }))
}

/** Which span a trace is named after: the earliest without a parent, else the earliest; of two at one time the smaller id. */
function precedes(batch: SpanBatch, a: number, b: number): boolean {
  const [rootA, rootB] = [isRoot(batch, a), isRoot(batch, b)]
  if (rootA !== rootB) return rootA
  return (compareTimes(batch.start, a, b) || compareIds(batch.spanIds, a, b)) < 0
}

function isRoot({ parentIds }: SpanBatch, i: number): boolean {
  return isZero(parentIds, i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
}

function isUnset(lanes: Uint32Array, i: number): boolean {
  return lanes[2 * i] === 0 && lanes[2 * i + 1] === 0
}

/** The order of two entries of a time column, without a bigint. */
function compareTimes(lanes: Uint32Array, a: number, b: number): number {
  return lanes[2 * a + 1] - lanes[2 * b + 1] || lanes[2 * a] - lanes[2 * b]
}

function compareIds(ids: Uint8Array, a: number, b: number): number {
  for (let k = 0; k < SPAN_ID_BYTES; k++) {
    const difference = ids[a * SPAN_ID_BYTES + k] - ids[b * SPAN_ID_BYTES + k]
    if (difference !== 0) return difference
  }
  return 0
}

function idAt(ids: Uint8Array, i: number): Uint8Array {
  return ids.subarray(i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
}
