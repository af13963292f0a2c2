import type { TraceSummary } from '../../model/summary.ts'
import type { SearchState } from '../../state/search-state.ts'

export type SortColumn = 'started' | 'root' | 'duration' | 'spans' | 'linksOut' | 'linkedFrom'

export interface Sorting {
  readonly column: SortColumn
  readonly descending: boolean
}

/** The source sorts by these, over all that matches. */
const BY_SOURCE = {
  newest: { column: 'started', descending: true },
  oldest: { column: 'started', descending: false },
  longest: { column: 'duration', descending: true },
  shortest: { column: 'duration', descending: false },
} as const satisfies Record<SearchState['sort'], Sorting>

type Compare = (a: TraceSummary, b: TraceSummary) => number

/** The rest is sorted here, over what was loaded. */
const HERE: Partial<Record<SortColumn, Compare>> = {
  root: (a, b) => textOrder(a.rootService, b.rootService) || textOrder(a.rootName, b.rootName),
  spans: (a, b) => (a.spanCount ?? -1) - (b.spanCount ?? -1),
  linksOut: (a, b) => (a.linksOut ?? -1) - (b.linksOut ?? -1),
  linkedFrom: (a, b) => (a.linkedFrom ?? -1) - (b.linkedFrom ?? -1),
}

export function sortingOf({ sort, order }: SearchState): Sorting {
  const descending = order.startsWith('-')
  const column = (descending ? order.slice(1) : order) as SortColumn
  return Object.hasOwn(HERE, column) ? { column, descending } : BY_SOURCE[sort]
}

/** The search after a column's header was pressed: figures begin with the largest, names with A, and a second press turns round. */
export function pressed(search: SearchState, column: SortColumn): SearchState {
  const now = sortingOf(search)
  const descending = now.column === column ? !now.descending : column !== 'root'
  if (column === 'started') return { ...search, sort: descending ? 'newest' : 'oldest', order: '' }
  if (column === 'duration') {
    return { ...search, sort: descending ? 'longest' : 'shortest', order: '' }
  }
  return { ...search, order: `${descending ? '-' : ''}${column}` }
}

/** True where the order holds among the loaded traces only. */
export function sortsHere(search: SearchState): boolean {
  return sortingOf(search).column in HERE
}

/** Traces that are equal in the column stay in the source's order. */
export function sorted(
  traces: readonly TraceSummary[],
  search: SearchState,
): readonly TraceSummary[] {
  const { column, descending } = sortingOf(search)
  const compare = HERE[column]
  if (!compare) return traces
  return traces.toSorted(descending ? (a, b) => compare(b, a) : compare)
}

/** By code unit: the same on every machine, unlike a locale's order. */
function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
