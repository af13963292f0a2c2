import { StringTable, Utf8Interner } from '../base/intern.ts'
import type { EpochNanos } from '../base/time.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from './ids.ts'
import type { Link, Span } from './span.ts'

/** Something that a decoder met and could not take as it was; `path` says where in the document. */
export interface DecodeNote {
  readonly path: string
  readonly message: string
}

/**
 * What every decoder makes: the spans of one document in its order, of any number of traces, as columns.
 * Only what a waterfall and an index need is in columns; the rest of a span is decoded again on demand.
 */
export interface SpanBatch {
  readonly length: number
  /** {@link TRACE_ID_BYTES} bytes a span. */
  readonly traceIds: Uint8Array
  /** {@link SPAN_ID_BYTES} bytes a span. */
  readonly spanIds: Uint8Array
  /** {@link SPAN_ID_BYTES} bytes a span; all zero: no parent. */
  readonly parentIds: Uint8Array
  /** Epoch nanoseconds as two 32-bit lanes a span, low lane first: exact, and no bigint a span. */
  readonly start: Uint32Array
  readonly end: Uint32Array
  readonly kind: Uint8Array
  readonly status: Uint8Array
  /** Indices into `strings`. */
  readonly name: Uint32Array
  readonly service: Uint32Array
  readonly strings: readonly string[]
  /** The links of span i are `[linkOffset[i], linkOffset[i + 1])`; an invalid target has a zero trace id. */
  readonly linkOffset: Uint32Array
  readonly linkTraceIds: Uint8Array
  readonly linkSpanIds: Uint8Array
  readonly droppedLinks: Uint32Array
  /** Spans that could not be taken; each has a note, as far as {@link MAX_NOTES} goes. */
  readonly rejected: number
  readonly notes: readonly DecodeNote[]
  span(index: number): Span
  /** The links `[from, to)` of one span, without decoding the rest of it. */
  links(index: number, from: number, to: number): Link[]
}

/** A kind or status code as a column holds it. OTLP names none over 255; such a number is as sent in the span itself. */
export function enumByte(code: number): number {
  return Math.min(code, 255)
}

/** After so many notes a document is only counted. */
export const MAX_NOTES = 100

export function timeAt(lanes: Uint32Array, index: number): EpochNanos {
  return (BigInt(lanes[2 * index + 1]) << 32n) | BigInt(lanes[2 * index])
}

export function setTime(lanes: Uint32Array, index: number, time: EpochNanos): void {
  lanes[2 * index] = Number(time & 0xffffffffn)
  lanes[2 * index + 1] = Number(time >> 32n)
}

/** Columns that grow by doubling; decoders write `[length]` and then call {@link commit}. */
export class SpanColumns {
  length = 0
  linkCount = 0
  rejected = 0
  readonly notes: DecodeNote[] = []
  readonly table = new StringTable()
  readonly names = new Utf8Interner(this.table)
  traceIds = new Uint8Array(0)
  spanIds = new Uint8Array(0)
  parentIds = new Uint8Array(0)
  start = new Uint32Array(0)
  end = new Uint32Array(0)
  kind = new Uint8Array(0)
  status = new Uint8Array(0)
  name = new Uint32Array(0)
  service = new Uint32Array(0)
  droppedLinks = new Uint32Array(0)
  linkOffset = new Uint32Array(1)
  linkTraceIds = new Uint8Array(0)
  linkSpanIds = new Uint8Array(0)
  #capacity = 0
  #linkCapacity = 0

  /** Makes room for one more span and clears its cells. */
  reserve(): void {
    if (this.length === this.#capacity) {
      const size = (this.#capacity = Math.max(64, this.#capacity * 2))
      this.traceIds = grown(this.traceIds, size * TRACE_ID_BYTES)
      this.spanIds = grown(this.spanIds, size * SPAN_ID_BYTES)
      this.parentIds = grown(this.parentIds, size * SPAN_ID_BYTES)
      this.start = grown(this.start, size * 2)
      this.end = grown(this.end, size * 2)
      this.kind = grown(this.kind, size)
      this.status = grown(this.status, size)
      this.name = grown(this.name, size)
      this.service = grown(this.service, size)
      this.droppedLinks = grown(this.droppedLinks, size)
      this.linkOffset = grown(this.linkOffset, size + 1)
    }
    const i = this.length
    this.traceIds.fill(0, i * TRACE_ID_BYTES, (i + 1) * TRACE_ID_BYTES)
    this.spanIds.fill(0, i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
    this.parentIds.fill(0, i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
    this.start[2 * i] = this.start[2 * i + 1] = this.end[2 * i] = this.end[2 * i + 1] = 0
    this.kind[i] = this.status[i] = this.name[i] = this.droppedLinks[i] = 0
    this.linkCount = this.linkOffset[i]
  }

  /** Makes room for one more link of the reserved span; its index. */
  addLink(): number {
    if (this.linkCount === this.#linkCapacity) {
      const size = (this.#linkCapacity = Math.max(64, this.#linkCapacity * 2))
      this.linkTraceIds = grown(this.linkTraceIds, size * TRACE_ID_BYTES)
      this.linkSpanIds = grown(this.linkSpanIds, size * SPAN_ID_BYTES)
    }
    const at = this.linkCount++
    this.linkTraceIds.fill(0, at * TRACE_ID_BYTES, (at + 1) * TRACE_ID_BYTES)
    this.linkSpanIds.fill(0, at * SPAN_ID_BYTES, (at + 1) * SPAN_ID_BYTES)
    return at
  }

  /** Takes the reserved span. Without this call the next reserve() overwrites it. */
  commit(): void {
    this.length++
    this.linkOffset[this.length] = this.linkCount
  }

  /** `count` spans at or below `path` are not taken. */
  reject(path: string, message: string, count = 1): void {
    this.rejected += count
    this.note(path, message)
  }

  note(path: string, message: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ path, message })
  }

  finish(detail: Pick<SpanBatch, 'span' | 'links'>): SpanBatch {
    const n = this.length
    const links = this.linkOffset[n]
    return {
      length: n,
      traceIds: this.traceIds.subarray(0, n * TRACE_ID_BYTES),
      spanIds: this.spanIds.subarray(0, n * SPAN_ID_BYTES),
      parentIds: this.parentIds.subarray(0, n * SPAN_ID_BYTES),
      start: this.start.subarray(0, 2 * n),
      end: this.end.subarray(0, 2 * n),
      kind: this.kind.subarray(0, n),
      status: this.status.subarray(0, n),
      name: this.name.subarray(0, n),
      service: this.service.subarray(0, n),
      strings: this.table.strings,
      linkOffset: this.linkOffset.subarray(0, n + 1),
      linkTraceIds: this.linkTraceIds.subarray(0, links * TRACE_ID_BYTES),
      linkSpanIds: this.linkSpanIds.subarray(0, links * SPAN_ID_BYTES),
      droppedLinks: this.droppedLinks.subarray(0, n),
      rejected: this.rejected,
      notes: this.notes,
      span: (index) => detail.span(index),
      links: (index, from, to) => detail.links(index, from, to),
    }
  }
}

function grown<A extends Uint8Array | Uint32Array>(column: A, length: number): A {
  const larger = new (column.constructor as new (length: number) => A)(length)
  larger.set(column)
  return larger
}
