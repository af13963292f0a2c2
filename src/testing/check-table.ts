import { SPAN_ID_BYTES, TRACE_ID_BYTES, isZero, sameId, spanIdAt, traceIdAt } from '../model/ids.ts'
import { type SpanBatch, timeAt } from '../model/span-batch.ts'
import type { BuiltTrace } from '../model/trace-builder.ts'
import { MAX_PROBLEM_ROWS, type TraceTable } from '../model/trace-table.ts'

/** Holds a table against every invariant that its type states. @throws Error naming the first that does not hold */
export function checkTable(table: TraceTable): void {
  checkLengths(table)
  checkTree(table)
  checkTimes(table)
  checkLinks(table)
  checkProblems(table)
}

/** The table's invariants, and that its rows are the batch's spans of that trace, each exactly once. */
export function checkBuilt({ table, batchIndex }: BuiltTrace, batch: SpanBatch): void {
  checkTable(table)
  holds(batchIndex.length === table.length, 'batchIndex has an entry a row')
  holds(new Set(batchIndex).size === table.length, 'no span of the batch has two rows')
  let ofTrace = 0
  for (let i = 0; i < batch.length; i++) {
    if (sameId(batch.traceIds, i, traceIdBytes(batch, batchIndex[0]), 0, TRACE_ID_BYTES)) ofTrace++
  }
  holds(ofTrace === table.length, 'every span of the trace has a row')
  for (let row = 0; row < table.length; row++) {
    const i = batchIndex[row]
    const at = `row ${row}: `
    holds(sameId(table.spanIds, row, batch.spanIds, i, SPAN_ID_BYTES), `${at}span id`)
    holds(table.strings[table.name[row]] === batch.strings[batch.name[i]], `${at}name`)
    holds(table.strings[table.service[row]] === batch.strings[batch.service[i]], `${at}service`)
    holds(table.kind[row] === batch.kind[i], `${at}kind`)
    holds(table.status[row] === batch.status[i], `${at}status`)
    holds(table.droppedLinks[row] === batch.droppedLinks[i], `${at}dropped links`)
    const start = timeAt(batch.start, i)
    const offset = start === 0n ? 0 : Number(start - table.origin)
    holds(table.start[row] === offset, `${at}start ${table.start[row]} is ${offset}`)
    const up = table.parent[row]
    if (up >= 0) {
      holds(sameId(table.spanIds, up, batch.parentIds, i, SPAN_ID_BYTES), `${at}parent id`)
    }
    const links = batch.linkOffset[i + 1] - batch.linkOffset[i]
    holds(table.linkOffset[row + 1] - table.linkOffset[row] === links, `${at}link count`)
    for (let k = 0; k < links; k++) {
      const [a, b] = [table.linkOffset[row] + k, batch.linkOffset[i] + k]
      holds(sameId(table.linkTraceIds, a, batch.linkTraceIds, b, TRACE_ID_BYTES), `${at}link trace`)
      holds(sameId(table.linkSpanIds, a, batch.linkSpanIds, b, SPAN_ID_BYTES), `${at}link span`)
    }
  }
}

function traceIdBytes(batch: SpanBatch, i: number): Uint8Array {
  return batch.traceIds.subarray(i * TRACE_ID_BYTES, (i + 1) * TRACE_ID_BYTES)
}

function checkLengths(table: TraceTable): void {
  const n = table.length
  const links = table.linkOffset[n]
  const lengths: [keyof TraceTable, number][] = [
    ['parent', n],
    ['depth', n],
    ['subtreeEnd', n],
    ['start', n],
    ['spanDuration', n],
    ['spanIds', n * SPAN_ID_BYTES],
    ['kind', n],
    ['status', n],
    ['name', n],
    ['service', n],
    ['droppedLinks', n],
    ['linkOffset', n + 1],
    ['linkTraceIds', links * TRACE_ID_BYTES],
    ['linkSpanIds', links * SPAN_ID_BYTES],
    ['backlinkOffset', n + 1],
    ['backlinkRows', table.backlinkOffset[n]],
  ]
  for (const [column, length] of lengths) {
    const actual = (table[column] as { length: number }).length
    holds(actual === length, `${column} has ${actual} entries, not ${length}`)
  }
  for (let row = 0; row < n; row++) {
    holds(table.name[row] < table.strings.length, `row ${row}: name index`)
    holds(table.service[row] < table.strings.length, `row ${row}: service index`)
  }
}

function checkTree({ length, parent, depth, subtreeEnd, start }: TraceTable): void {
  const lastChild = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const up = parent[row]
    const at = `row ${row}: `
    holds(up >= -1 && up < row, `${at}parent ${up} comes before it`)
    holds(depth[row] === (up < 0 ? 0 : depth[up] + 1), `${at}depth ${depth[row]}`)
    holds(subtreeEnd[row] > row && subtreeEnd[row] <= length, `${at}subtreeEnd in range`)
    const end = up < 0 ? length : subtreeEnd[up]
    holds(subtreeEnd[row] <= end, `${at}subtree lies in its parent's`)
    const previous = lastChild.get(up)
    const begin = previous === undefined ? up + 1 : subtreeEnd[previous]
    holds(row === begin, `${at}follows the subtree before it, which ends at ${begin}`)
    if (previous !== undefined) holds(start[previous] <= start[row], `${at}siblings by start`)
    lastChild.set(up, row)
  }
  for (let row = -1; row < length; row++) {
    const last = lastChild.get(row)
    const end = last === undefined ? row + 1 : subtreeEnd[last]
    holds(end === (row < 0 ? length : subtreeEnd[row]), `row ${row}: subtree ends with its last`)
  }
}

function checkTimes({ length, start, spanDuration, duration, origin }: TraceTable): void {
  holds(origin >= 0n, 'origin is a time')
  let latest = 0
  let earliest = Infinity
  for (let row = 0; row < length; row++) {
    holds(start[row] >= 0 && Number.isFinite(start[row]), `row ${row}: start ${start[row]}`)
    holds(
      spanDuration[row] >= 0 && Number.isFinite(spanDuration[row]),
      `row ${row}: duration ${spanDuration[row]}`,
    )
    latest = Math.max(latest, start[row] + spanDuration[row])
    earliest = Math.min(earliest, start[row])
  }
  holds(duration === latest, `duration ${duration} ends at the latest end ${latest}`)
  holds(length === 0 || earliest === 0, 'origin is the earliest start')
}

function checkLinks(table: TraceTable): void {
  const { length, linkOffset, backlinkOffset, backlinkRows } = table
  holds(linkOffset[0] === 0 && backlinkOffset[0] === 0, 'offsets begin at 0')
  const rowsOf = new Map<string, number[]>()
  const linkedFrom = new Map<string, number[]>()
  for (let row = 0; row < length; row++) {
    append(rowsOf, spanIdAt(table.spanIds, row), row)
    holds(linkOffset[row] <= linkOffset[row + 1], `row ${row}: linkOffset grows`)
    holds(backlinkOffset[row] <= backlinkOffset[row + 1], `row ${row}: backlinkOffset grows`)
    for (let link = linkOffset[row]; link < linkOffset[row + 1]; link++) {
      const [from, to] = [link * TRACE_ID_BYTES, (link + 1) * TRACE_ID_BYTES]
      const target = spanIdAt(table.linkSpanIds, link)
      const valid = !isZero(table.linkTraceIds, from, to)
      holds(valid || /^0+$/.test(target), `link ${link}: an invalid target has no span id`)
      const here = traceIdAt(table.linkTraceIds, link) === table.traceId
      if (here) append(linkedFrom, target, row)
    }
  }
  // Where an id is there twice, one of its rows has the backlinks.
  for (const [spanId, rows] of rowsOf) {
    const found = rows.flatMap((row) => [
      ...backlinkRows.subarray(backlinkOffset[row], backlinkOffset[row + 1]),
    ])
    const expected = linkedFrom.get(spanId) ?? []
    holds(
      found.join() === expected.join(),
      `${spanId}: backlinks are ${found.join()}, not ${expected.join()}`,
    )
  }
}

function append(lists: Map<string, number[]>, key: string, row: number): void {
  const known = lists.get(key)
  if (known) known.push(row)
  else lists.set(key, [row])
}

function checkProblems({ length, problems }: TraceTable): void {
  holds(new Set(problems.map((p) => p.kind)).size === problems.length, 'one entry a problem kind')
  for (const { kind, count, rows } of problems) {
    holds(count > 0 && count <= length, `${kind}: count ${count}`)
    holds(rows.length === Math.min(count, MAX_PROBLEM_ROWS), `${kind}: ${rows.length} rows`)
    for (const [k, row] of rows.entries()) {
      holds(row >= 0 && row < length, `${kind}: row ${row} exists`)
      holds(k === 0 || rows[k - 1] < row, `${kind}: rows ascend, each once`)
    }
  }
}

function holds(condition: boolean, invariant: string): void {
  if (!condition) throw new Error(`the table does not hold: ${invariant}`)
}
