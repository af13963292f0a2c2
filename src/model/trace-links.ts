import { type IdIndex, NONE } from './id-index.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES, copyIds, sameId } from './ids.ts'
import type { SpanBatch } from './span-batch.ts'
import type { TraceTable } from './trace-table.ts'

type LinkColumns = Pick<
  TraceTable,
  'linkOffset' | 'linkTraceIds' | 'linkSpanIds' | 'backlinkOffset' | 'backlinkRows'
>

/** The links of a batch by row, and backwards where they stay in the trace. `ids` gives positions, `rowOf` their rows. */
export function linkColumns(
  batch: SpanBatch,
  batchIndex: Uint32Array,
  ids: IdIndex,
  rowOf: Uint32Array,
): LinkColumns {
  const n = batchIndex.length
  const linkOffset = new Uint32Array(n + 1)
  for (let row = 0; row < n; row++) {
    const i = batchIndex[row]
    linkOffset[row + 1] = linkOffset[row] + batch.linkOffset[i + 1] - batch.linkOffset[i]
  }
  const links = linkOffset[n]
  const linkTraceIds = new Uint8Array(links * TRACE_ID_BYTES)
  const linkSpanIds = new Uint8Array(links * SPAN_ID_BYTES)
  const targets = new Int32Array(links).fill(NONE)
  const backlinkOffset = new Uint32Array(n + 1)
  for (let row = 0; row < n; row++) {
    const count = linkOffset[row + 1] - linkOffset[row]
    if (count === 0) continue
    const i = batchIndex[row]
    const from = batch.linkOffset[i]
    copyIds(batch.linkTraceIds, from, linkTraceIds, linkOffset[row], TRACE_ID_BYTES, count)
    copyIds(batch.linkSpanIds, from, linkSpanIds, linkOffset[row], SPAN_ID_BYTES, count)
    for (let k = 0; k < count; k++) {
      if (!sameId(batch.linkTraceIds, from + k, batch.traceIds, i, TRACE_ID_BYTES)) continue
      const target = ids.first(batch.linkSpanIds, (from + k) * SPAN_ID_BYTES)
      if (target === NONE) continue
      targets[linkOffset[row] + k] = rowOf[target]
      backlinkOffset[rowOf[target] + 1]++
    }
  }
  for (let row = 0; row < n; row++) backlinkOffset[row + 1] += backlinkOffset[row]
  const backlinkRows = new Uint32Array(backlinkOffset[n])
  const next = backlinkOffset.slice()
  for (let row = 0; row < n; row++) {
    for (let link = linkOffset[row]; link < linkOffset[row + 1]; link++) {
      if (targets[link] !== NONE) backlinkRows[next[targets[link]]++] = row
    }
  }
  return { linkOffset, linkTraceIds, linkSpanIds, backlinkOffset, backlinkRows }
}
