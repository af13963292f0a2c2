import { STATUS_ERROR } from './span.ts'
import { type TraceTable, linkCount, serviceAt } from './trace-table.ts'

/** Which rows of a trace are wanted; all that is set must hold. */
export interface RowFilter {
  /** Only failed spans. */
  readonly errors: boolean
  /** Only spans that link to others or are linked from others. */
  readonly links: boolean
  /** Only spans of these; empty: of all. */
  readonly services: readonly string[]
}

export const HIDDEN = 0
/** Does not match, and leads to a row that does. */
export const ANCESTOR = 1
export const MATCH = 2

export interface FilteredRows {
  /** {@link HIDDEN}, {@link ANCESTOR} or {@link MATCH}, a row each. */
  readonly marks: Uint8Array
  /** How many rows before each match; one more at the end. */
  readonly before: Uint32Array
  readonly matches: number
}

/**
 * The rows that match with the ancestors that lead to them; null: nothing is filtered. `among`: of these rows alone, for what
 * was found. Linear: parents come before their children.
 */
export function filterRows(
  table: TraceTable,
  filter: RowFilter,
  linkedFrom: Uint32Array | null,
  among: Uint32Array | null,
): FilteredRows | null {
  const { errors, links, services } = filter
  if (!errors && !links && services.length === 0 && !among) return null
  const wanted = servicesWanted(table, services)
  const marks = new Uint8Array(table.length)
  const mark = (row: number) => {
    if (errors && table.status[row] !== STATUS_ERROR) return
    if (links && !isLinked(table, row, linkedFrom)) return
    if (wanted && !wanted.has(table.service[row])) return
    marks[row] = MATCH
  }
  if (among) for (const row of among) mark(row)
  else for (let row = 0; row < table.length; row++) mark(row)

  for (let row = table.length - 1; row >= 0; row--) {
    const up = table.parent[row]
    if (marks[row] !== HIDDEN && up >= 0 && marks[up] === HIDDEN) marks[up] = ANCESTOR
  }
  const before = countBefore(table.length, (row) => marks[row] === MATCH)
  return { marks, before, matches: before[table.length] }
}

/** Those of some rows that filters don't hide, in their order. */
export function shownAmong(rows: Uint32Array, filtered: FilteredRows | null): Uint32Array {
  return filtered ? rows.filter((row) => filtered.marks[row] !== HIDDEN) : rows
}

/** Links to it or from it, as far as they are counted. */
export function isLinked(table: TraceTable, row: number, linkedFrom: Uint32Array | null): boolean {
  return linkCount(table, row) > 0 || (linkedFrom?.[row] ?? 0) > 0
}

/** How many rows before each hold; one more at the end. In a subtree are then `[subtreeEnd] − [row]`. */
export function countBefore(length: number, holds: (row: number) => boolean): Uint32Array {
  const before = new Uint32Array(length + 1)
  for (let row = 0; row < length; row++) before[row + 1] = before[row] + (holds(row) ? 1 : 0)
  return before
}

/** Indices of the names in the table's strings; names that are not there match nothing. Null: all. */
function servicesWanted(table: TraceTable, services: readonly string[]): Set<number> | null {
  if (services.length === 0) return null
  const names = new Set(services)
  return new Set([...new Set(table.service)].filter((index) => names.has(table.strings[index])))
}

export interface ServiceCount {
  readonly service: string
  readonly spans: number
}

/** What there is to filter by, and how much of it. */
export interface Facets {
  readonly errors: number
  readonly linked: number
  /** Most spans first. */
  readonly services: readonly ServiceCount[]
}

export function facetsOf(table: TraceTable, linkedFrom: Uint32Array | null): Facets {
  let errors = 0
  let linked = 0
  const perService = new Map<number, { service: string; spans: number }>()
  for (let row = 0; row < table.length; row++) {
    if (table.status[row] === STATUS_ERROR) errors++
    if (isLinked(table, row, linkedFrom)) linked++
    const entry = perService.get(table.service[row])
    if (entry) entry.spans++
    else perService.set(table.service[row], { service: serviceAt(table, row), spans: 1 })
  }
  const services = [...perService.values()].sort(
    (a, b) => b.spans - a.spans || (a.service < b.service ? -1 : 1),
  )
  return { errors, linked, services }
}
