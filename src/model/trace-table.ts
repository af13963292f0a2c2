import { bytesFromHex } from '../base/hex.ts'
import type { EpochNanos, Nanos } from '../base/time.ts'
import {
  SPAN_ID_BYTES,
  type SpanId,
  type SpanRef,
  type TraceId,
  isZero,
  sameId,
  spanIdAt,
  traceIdAt,
} from './ids.ts'
import { IdIndex } from './id-index.ts'

/**
 * One trace, immutable, in columns, in pre-order: `parent[i] < i` (−1: a root), and the subtree of row i is
 * `[i, subtreeEnd[i])`, so skipping a collapsed subtree is one jump. Siblings are ordered by start, then by arrival.
 * Every typed array is transferable. Row and index are the same thing here.
 */
export interface TraceTable {
  readonly traceId: TraceId
  readonly length: number
  /** The earliest known start. Offsets below count from it. */
  readonly origin: EpochNanos
  /** From `origin` to the latest end. */
  readonly duration: Nanos
  readonly parent: Int32Array
  readonly depth: Uint32Array
  readonly subtreeEnd: Uint32Array
  /** Offset from `origin`, ≥ 0. */
  readonly start: Float64Array
  /** ≥ 0; an end before its start is a problem, and 0 here. */
  readonly spanDuration: Float64Array
  /** 8 bytes a row. */
  readonly spanIds: Uint8Array
  readonly kind: Uint8Array
  readonly status: Uint8Array
  readonly name: Uint32Array
  readonly service: Uint32Array
  readonly strings: readonly string[]
  /** Links of row i: `[linkOffset[i], linkOffset[i + 1])` of the link columns; zero trace id: invalid target. */
  readonly linkOffset: Uint32Array
  readonly linkTraceIds: Uint8Array
  readonly linkSpanIds: Uint8Array
  readonly droppedLinks: Uint32Array
  /** Same-trace links backwards: the rows that link to row i are `backlinkRows[backlinkOffset[i] … [i + 1])`. */
  readonly backlinkOffset: Uint32Array
  readonly backlinkRows: Uint32Array
  readonly problems: readonly TraceProblem[]
}

/** What is wrong with the data of a trace. The rows stay as they are; the note says what was found. */
export interface TraceProblem {
  readonly kind: ProblemKind
  /** How many rows; `rows` holds the first {@link MAX_PROBLEM_ROWS}. */
  readonly count: number
  readonly rows: readonly number[]
}

export type ProblemKind =
  | 'missing parent'
  | 'parent cycle'
  | 'duplicate span id'
  | 'ends before it starts'
  | 'outside its parent'
  | 'no start time'
  | 'longer than 104 days'

export const MAX_PROBLEM_ROWS = 100

export function refAt(table: TraceTable, row: number): SpanRef {
  return { traceId: table.traceId, spanId: spanIdAt(table.spanIds, row) }
}

/**
 * The row with this span id, of several the one after `twin` others, or −1. A linear look through 8 bytes a row: 100k rows
 * in well under a millisecond.
 */
export function rowOfSpan(table: TraceTable, spanId: string, twin = 0): number {
  const wanted = bytesFromHex(spanId)
  if (wanted?.length !== SPAN_ID_BYTES) return -1
  let left = twin
  for (let row = 0; row < table.length; row++) {
    if (sameId(table.spanIds, row, wanted, 0, SPAN_ID_BYTES) && left-- === 0) return row
  }
  return -1
}

/** How many rows before this one have its span id: 0 but for a duplicate. */
export function twinAt({ spanIds }: TraceTable, row: number): number {
  let twins = 0
  for (let other = 0; other < row; other++) {
    if (sameId(spanIds, other, spanIds, row, SPAN_ID_BYTES)) twins++
  }
  return twins
}

/** {@link rowOfSpan} for many look-ups: the index is made at the first one, in a few milliseconds for 100k rows. */
export function rowFinder(table: TraceTable): (spanId: SpanId) => number {
  let index: IdIndex | null = null
  return (spanId) => {
    index ??= new IdIndex(
      table.spanIds,
      Uint32Array.from({ length: table.length }, (_, i) => i),
    )
    const bytes = bytesFromHex(spanId)
    return bytes?.length === SPAN_ID_BYTES ? index.first(bytes, 0) : -1
  }
}

export function linkCount(table: TraceTable, row: number): number {
  return table.linkOffset[row + 1] - table.linkOffset[row]
}

/** The target of a link column entry, or null when its ids name no span. */
export function linkTarget(table: TraceTable, link: number): SpanRef | null {
  if (isZero(table.linkTraceIds, link * 16, link * 16 + 16)) return null
  return { traceId: traceIdAt(table.linkTraceIds, link), spanId: spanIdAt(table.linkSpanIds, link) }
}

/** Links and same-trace backlinks in the whole subtree of a row, the row included: what a collapsed row rolls up. */
export function subtreeLinkCount(table: TraceTable, row: number): number {
  return table.linkOffset[table.subtreeEnd[row]] - table.linkOffset[row]
}

export function nameAt(table: TraceTable, row: number): string {
  return table.strings[table.name[row]]
}

export function serviceAt(table: TraceTable, row: number): string {
  return table.strings[table.service[row]]
}

/** The distinct services of a trace. */
export function servicesOf(table: TraceTable): string[] {
  return [...new Set(table.service)].map((index) => table.strings[index])
}

/** The buffers to hand over when a table crosses a worker boundary. */
export function tableBuffers(table: TraceTable): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const value of Object.values(table)) {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer)
  }
  return [...buffers]
}
