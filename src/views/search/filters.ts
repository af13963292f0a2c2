import { DEFAULT_SEARCH, type SearchState } from '../../state/search-state.ts'

/** Fields that narrow a search; the others say how much of it to show and how. */
const FILTERS = [
  'service',
  'operation',
  'attributes',
  'status',
  'minDuration',
  'maxDuration',
  'time',
  'links',
  'linksTo',
  'raw',
  'ids',
] as const satisfies readonly (keyof SearchState)[]

export function filterCount(search: SearchState): number {
  return FILTERS.filter((field) => search[field] !== DEFAULT_SEARCH[field]).length
}

/** The search with everything let through, its order and limit kept. */
export function withoutFilters(search: SearchState): SearchState {
  const { limit, sort, order } = search
  return { ...DEFAULT_SEARCH, limit, sort, order }
}
