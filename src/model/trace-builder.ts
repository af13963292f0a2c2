import { IdIndex, NONE } from './id-index.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES, type TraceId, copyIds, sameId, traceIdAt } from './ids.ts'
import { ProblemList } from './problem-list.ts'
import type { SpanBatch } from './span-batch.ts'
import { inStartOrder, readClock } from './trace-clock.ts'
import { linkColumns } from './trace-links.ts'
import type { TraceTable } from './trace-table.ts'
import { findParents, preOrder } from './trace-tree.ts'

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
    if (i === 0 || !sameId(batch.traceIds, i - 1, batch.traceIds, i, TRACE_ID_BYTES)) {
      const id = traceIdAt(batch.traceIds, i)
      const known = groups.get(id)
      if (known) group = known
      else groups.set(id, (group = []))
    }
    group.push(i)
  }
  return new Map([...groups].map(([id, rows]) => [id, Uint32Array.from(rows)]))
}

/**
 * Builds the table of one trace from the spans of a batch at `spans`. Linear but for sorting by start, which comes first
 * so that the order of arrival decides between equal starts only. A "position" here and in what this calls counts in that
 * order.
 */
export function buildTrace(batch: SpanBatch, traceId: TraceId, spans: Uint32Array): BuiltTrace {
  const n = spans.length
  const indices = inStartOrder(batch, spans)
  const problems = new ProblemList()
  const ids = new IdIndex(batch.spanIds, indices)
  const parents = findParents(batch, indices, ids, problems)
  const clock = readClock(batch, indices, problems)
  const order = preOrder(parents)

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
    const at = order[row]
    const i = indices[at]
    const up = parents[at]
    parent[row] = up === NONE ? NONE : rowOf[up]
    depth[row] = up === NONE ? 0 : depth[rowOf[up]] + 1
    start[row] = clock.start[at]
    spanDuration[row] = clock.duration[at]
    copyIds(batch.spanIds, i, spanIds, row, SPAN_ID_BYTES)
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
    ...linkColumns(batch, batchIndex, ids, rowOf),
    problems: problems.finish(rowOf),
  }
  return { table, batchIndex }
}
