import { ranksOf, sortedBy } from '../../../base/sort-by.ts'
import { type FilteredRows, MATCH } from '../../../model/filter-rows.ts'
import { type SpanGroup, groupSpans } from '../../../model/span-groups.ts'
import { type TraceTable, linkCount, nameAt, serviceAt } from '../../../model/trace-table.ts'
import type { SpanColumn, SpansState } from '../../../state/spans-state.ts'

export interface SpanLines {
  readonly table: TraceTable
  /** Empty: spans are not grouped. */
  readonly groups: readonly SpanGroup[]
  /** Every row in the order in which it is shown, or would be if all groups were open. */
  readonly order: Uint32Array
}

export interface SpanFacts {
  readonly table: TraceTable
  readonly self: Float64Array
  readonly linkedFrom: Uint32Array | null
}

/** The rows that filters leave, and the groups in which they stand, in the order that is asked for. Yields now and then. */
export function* spanLines(
  facts: SpanFacts,
  filtered: FilteredRows | null,
  { group, sort, descending }: Pick<SpansState, 'group' | 'sort' | 'descending'>,
): Generator<void, SpanLines> {
  const { table, self, linkedFrom } = facts
  const rows = rowsLeft(table, filtered)
  yield
  const key = keyOfRow(facts, sort)
  yield
  const sorted = yield* sortedBy(rows, key, descending)
  yield
  if (group === 'nothing') return { table, groups: [], order: sorted }
  const groups = yield* groupSpans(table, sorted, group, self, linkedFrom)
  const indices = Uint32Array.from(groups, (_, index) => index)
  const places = yield* sortedBy(indices, keyOfGroup(groups, sort), descending)
  const ordered = Array.from(places, (index) => groups[index])
  const order = new Uint32Array(sorted.length)
  let at = 0
  for (const { rows: members } of ordered) {
    order.set(members, at)
    at += members.length
  }
  return { table, groups: ordered, order }
}

/** A line of the table: a row, or a group as −1 − its index. */
export function visibleLines({ groups, order }: SpanLines, open: ReadonlySet<string>): Int32Array {
  if (groups.length === 0) return new Int32Array(order)
  const lines: number[] = []
  for (const [index, { key, rows }] of groups.entries()) {
    lines.push(-1 - index)
    if (open.has(key)) for (const row of rows) lines.push(row)
  }
  return Int32Array.from(lines)
}

function rowsLeft(table: TraceTable, filtered: FilteredRows | null): Uint32Array {
  const rows = new Uint32Array(filtered?.matches ?? table.length)
  let count = 0
  for (let row = 0; row < table.length; row++) {
    if (!filtered || filtered.marks[row] === MATCH) rows[count++] = row
  }
  return rows
}

function keyOfRow(
  { table, self, linkedFrom }: SpanFacts,
  column: SpanColumn,
): (row: number) => number {
  switch (column) {
    case 'name':
      return textKey(table, table.name, nameAt)
    case 'service':
      return textKey(table, table.service, serviceAt)
    case 'duration':
      return (row) => table.spanDuration[row]
    case 'self':
      return (row) => self[row]
    case 'status':
      return (row) => table.status[row]
    case 'links':
      return (row) => linkCount(table, row)
    case 'linked-from':
      return (row) => linkedFrom?.[row] ?? 0
    case 'start':
    case 'count':
      return (row) => table.start[row]
  }
}

/** Each text is ranked once, however many rows have it. */
function textKey(
  table: TraceTable,
  column: Uint32Array,
  textAt: (table: TraceTable, row: number) => string,
): (row: number) => number {
  const first = new Map<number, number>()
  for (let row = 0; row < table.length; row++)
    if (!first.has(column[row])) first.set(column[row], row)
  const texts = [...first.values()].map((row) => textAt(table, row))
  const ranks = ranksOf(texts)
  const rankOf = new Map([...first.keys()].map((index, at) => [index, ranks.get(texts[at]) ?? 0]))
  return (row) => rankOf.get(column[row]) ?? 0
}

function keyOfGroup(groups: readonly SpanGroup[], column: SpanColumn): (index: number) => number {
  switch (column) {
    case 'name': {
      const ranks = ranksOf(groups.map(({ name }) => name ?? ''))
      return (index) => ranks.get(groups[index].name ?? '') ?? 0
    }
    case 'service': {
      const ranks = ranksOf(groups.map(({ service }) => service))
      return (index) => ranks.get(groups[index].service) ?? 0
    }
    case 'count':
      return (index) => groups[index].rows.length
    case 'duration':
      return (index) => groups[index].total
    case 'self':
      return (index) => groups[index].self
    case 'status':
      return (index) => groups[index].errors
    case 'links':
      return (index) => groups[index].links
    case 'linked-from':
      return (index) => groups[index].linkedFrom
    case 'start':
      return (index) => groups[index].start
  }
}
