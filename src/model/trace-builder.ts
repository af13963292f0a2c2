import type { Nanos } from '../base/time.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES, type TraceId, isZero, traceIdAt } from './ids.ts'
import { IdIndex } from './id-index.ts'
import { type SpanBatch, timeAt } from './span-batch.ts'
import {
  MAX_PROBLEM_ROWS,
  type ProblemKind,
  type TraceProblem,
  type TraceTable,
} from './trace-table.ts'

/** Beyond this many nanoseconds a double no longer holds every one of them. */
const EXACT_NANOS = Number.MAX_SAFE_INTEGER
const NONE = -1

export interface BuiltTrace {
  readonly table: TraceTable
  /** Row → index into the batch that it was built from. */
  readonly batchIndex: Uint32Array
}

/** The traces of a batch in order of first appearance, each with the indices of its spans. */
export function groupByTrace(batch: SpanBatch): Map<TraceId, Uint32Array> {
  const groups = new Map<TraceId, number[]>()
  let group: number[] = []
  for (let i = 0; i < batch.length; i++) {
    if (i === 0 || !sameTrace(batch.traceIds, i - 1, i)) {
      const id = traceIdAt(batch.traceIds, i)
      const known = groups.get(id)
      if (known) group = known
      else groups.set(id, (group = []))
    }
    group.push(i)
  }
  return new Map([...groups].map(([id, rows]) => [id, Uint32Array.from(rows)]))
}

function sameTrace(ids: Uint8Array, a: number, b: number): boolean {
  for (let i = 0; i < TRACE_ID_BYTES; i++) {
    if (ids[a * TRACE_ID_BYTES + i] !== ids[b * TRACE_ID_BYTES + i]) return false
  }
  return true
}

/** Builds the table of one trace from the spans of a batch at `indices`. Linear but for sorting siblings. */
export function buildTrace(batch: SpanBatch, traceId: TraceId, indices: Uint32Array): BuiltTrace {
  const n = indices.length
  const problems = new Problems()
  const ids = new IdIndex(batch.spanIds, indices)
  const parents = findParents(batch, indices, ids, problems)
  const clock = readClock(batch, indices, problems)
  const order = preOrder(parents, clock.start)

  const batchIndex = new Uint32Array(n)
  const rowOf = new Uint32Array(n)
  for (let row = 0; row < n; row++) {
    batchIndex[row] = indices[order[row]]
    rowOf[order[row]] = row
  }

  const parent = new Int32Array(n)
  const depth = new Uint32Array(n)
  const subtreeEnd = new Uint32Array(n)
  const start = new Float64Array(n)
  const spanDuration = new Float64Array(n)
  const spanIds = new Uint8Array(n * SPAN_ID_BYTES)
  const kind = new Uint8Array(n)
  const status = new Uint8Array(n)
  const name = new Uint32Array(n)
  const service = new Uint32Array(n)
  const droppedLinks = new Uint32Array(n)
  for (let row = 0; row < n; row++) {
    const local = order[row]
    const i = indices[local]
    const up = parents[local]
    parent[row] = up === NONE ? NONE : rowOf[up]
    depth[row] = up === NONE ? 0 : depth[rowOf[up]] + 1
    start[row] = clock.start[local]
    spanDuration[row] = clock.duration[local]
    spanIds.set(
      batch.spanIds.subarray(i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES),
      row * SPAN_ID_BYTES,
    )
    kind[row] = batch.kind[i]
    status[row] = batch.status[i]
    name[row] = batch.name[i]
    service[row] = batch.service[i]
    droppedLinks[row] = batch.droppedLinks[i]
  }
  for (let row = n - 1; row >= 0; row--) {
    if (subtreeEnd[row] === 0) subtreeEnd[row] = row + 1
    const up = parent[row]
    if (up !== NONE && subtreeEnd[up] < subtreeEnd[row]) subtreeEnd[up] = subtreeEnd[row]
  }
  for (let row = 0; row < n; row++) {
    const up = parent[row]
    if (up === NONE) continue
    const end = start[row] + spanDuration[row]
    if (start[row] < start[up] || end > start[up] + spanDuration[up]) {
      problems.add('outside its parent', order[row])
    }
  }

  const table: TraceTable = {
    traceId,
    length: n,
    origin: clock.origin,
    duration: clock.total,
    parent,
    depth,
    subtreeEnd,
    start,
    spanDuration,
    spanIds,
    kind,
    status,
    name,
    service,
    strings: batch.strings,
    droppedLinks,
    ...copyLinks(batch, batchIndex, traceId, ids, rowOf),
    problems: problems.finish(rowOf),
  }
  return { table, batchIndex }
}

/** Parent of each span as a position in `indices`; −1 for roots, orphans and the spans that closed a cycle. */
function findParents(
  batch: SpanBatch,
  indices: Uint32Array,
  ids: IdIndex,
  problems: Problems,
): Int32Array {
  const n = indices.length
  const parents = new Int32Array(n).fill(NONE)
  for (let local = 0; local < n; local++) {
    const i = indices[local]
    if (ids.first(batch.spanIds, i * SPAN_ID_BYTES) !== local) {
      problems.add('duplicate span id', local)
    }
    const at = i * SPAN_ID_BYTES
    if (isZero(batch.parentIds, at, at + SPAN_ID_BYTES)) continue
    const up = ids.first(batch.parentIds, at)
    if (up === NONE) problems.add('missing parent', local)
    else parents[local] = up
  }
  // Walk up from every span, marking; meeting the mark of the same walk means a cycle, which is opened there.
  const walk = new Int32Array(n)
  for (let local = 0; local < n; local++) {
    let at = local
    while (at !== NONE && walk[at] === 0) {
      walk[at] = local + 1
      const up = parents[at]
      if (up !== NONE && walk[up] === local + 1) {
        problems.add('parent cycle', at)
        parents[at] = NONE
      }
      at = parents[at]
    }
  }
  return parents
}

interface Clock {
  readonly origin: bigint
  readonly total: Nanos
  /** By position in `indices`. */
  readonly start: Float64Array
  readonly duration: Float64Array
}

/** Offsets from the earliest start. A start of 0 is "unknown" (OTLP: time is expected to be set): it sits at the origin. */
function readClock(batch: SpanBatch, indices: Uint32Array, problems: Problems): Clock {
  const n = indices.length
  let origin: bigint | null = null
  for (let local = 0; local < n; local++) {
    const at = timeAt(batch.start, indices[local])
    if (at !== 0n && (origin === null || at < origin)) origin = at
  }
  const from = origin ?? 0n
  const start = new Float64Array(n)
  const duration = new Float64Array(n)
  let total = 0
  for (let local = 0; local < n; local++) {
    const began = timeAt(batch.start, indices[local])
    const ended = timeAt(batch.end, indices[local])
    if (began === 0n) problems.add('no start time', local)
    else {
      start[local] = Number(began - from)
      if (ended < began) problems.add('ends before it starts', local)
      else duration[local] = Number(ended - began)
    }
    const end = start[local] + duration[local]
    if (end > EXACT_NANOS) problems.add('longer than 104 days', local)
    if (end > total) total = end
  }
  return { origin: from, total, start, duration }
}

/** Positions in pre-order, siblings by start. An explicit stack: a chain of 100,000 spans is legal. */
function preOrder(parents: Int32Array, start: Float64Array): Uint32Array {
  const n = parents.length
  const byStart = Uint32Array.from({ length: n }, (_, i) => i)
  let sorted = true
  for (let i = 1; i < n && sorted; i++) sorted = start[i - 1] <= start[i]
  if (!sorted) byStart.sort((a, b) => start[a] - start[b] || a - b)
  // Linked lists of children, filled from the back so that the first child ends up in front.
  const firstChild = new Int32Array(n).fill(NONE)
  const nextSibling = new Int32Array(n).fill(NONE)
  let firstRoot = NONE
  for (let k = n - 1; k >= 0; k--) {
    const at = byStart[k]
    const up = parents[at]
    if (up === NONE) {
      nextSibling[at] = firstRoot
      firstRoot = at
    } else {
      nextSibling[at] = firstChild[up]
      firstChild[up] = at
    }
  }
  const order = new Uint32Array(n)
  let row = 0
  let at = firstRoot
  while (at !== NONE) {
    order[row++] = at
    if (firstChild[at] !== NONE) {
      at = firstChild[at]
      continue
    }
    while (at !== NONE && nextSibling[at] === NONE) at = parents[at]
    if (at !== NONE) at = nextSibling[at]
  }
  return order
}

type LinkColumns = Pick<
  TraceTable,
  'linkOffset' | 'linkTraceIds' | 'linkSpanIds' | 'backlinkOffset' | 'backlinkRows'
>

function copyLinks(
  batch: SpanBatch,
  batchIndex: Uint32Array,
  traceId: TraceId,
  ids: IdIndex,
  rowOf: Uint32Array,
): LinkColumns {
  const n = batchIndex.length
  const linkOffset = new Uint32Array(n + 1)
  for (let row = 0; row < n; row++) {
    const i = batchIndex[row]
    linkOffset[row + 1] = linkOffset[row] + batch.linkOffset[i + 1] - batch.linkOffset[i]
  }
  const linkTraceIds = new Uint8Array(linkOffset[n] * TRACE_ID_BYTES)
  const linkSpanIds = new Uint8Array(linkOffset[n] * SPAN_ID_BYTES)
  const backlinks: { to: number; from: number }[] = []
  for (let row = 0; row < n; row++) {
    const from = batch.linkOffset[batchIndex[row]]
    const to = batch.linkOffset[batchIndex[row] + 1]
    linkTraceIds.set(
      batch.linkTraceIds.subarray(from * TRACE_ID_BYTES, to * TRACE_ID_BYTES),
      linkOffset[row] * TRACE_ID_BYTES,
    )
    linkSpanIds.set(
      batch.linkSpanIds.subarray(from * SPAN_ID_BYTES, to * SPAN_ID_BYTES),
      linkOffset[row] * SPAN_ID_BYTES,
    )
    for (let link = from; link < to; link++) {
      if (traceIdAt(batch.linkTraceIds, link) !== traceId) continue
      const target = ids.first(batch.linkSpanIds, link * SPAN_ID_BYTES)
      if (target !== NONE) backlinks.push({ to: rowOf[target], from: row })
    }
  }
  const backlinkOffset = new Uint32Array(n + 1)
  for (const { to } of backlinks) backlinkOffset[to + 1]++
  for (let row = 0; row < n; row++) backlinkOffset[row + 1] += backlinkOffset[row]
  const backlinkRows = new Uint32Array(backlinks.length)
  const next = backlinkOffset.slice()
  for (const { to, from } of backlinks) backlinkRows[next[to]++] = from
  return { linkOffset, linkTraceIds, linkSpanIds, backlinkOffset, backlinkRows }
}

class Problems {
  readonly #found = new Map<ProblemKind, { count: number; at: number[] }>()

  /** `at` is a position in `indices`, since rows are not known yet. */
  add(kind: ProblemKind, at: number): void {
    let entry = this.#found.get(kind)
    if (!entry) this.#found.set(kind, (entry = { count: 0, at: [] }))
    entry.count++
    if (entry.at.length < MAX_PROBLEM_ROWS) entry.at.push(at)
  }

  finish(rowOf: Uint32Array): TraceProblem[] {
    return [...this.#found].map(([kind, { count, at }]) => ({
      kind,
      count,
      rows: at.map((position) => rowOf[position]).sort((a, b) => a - b),
    }))
  }
}
