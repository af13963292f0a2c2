import type { SearchState } from '../../state/search-state.ts'

/** "All" is the last day where a source has to be told a time. */
const WIDER: Readonly<Record<string, string>> = {
  '15m': '1h',
  '1h': '6h',
  '3h': '24h',
  '6h': '24h',
  '24h': '7d',
  all: '7d',
  '7d': '30d',
  '30d': '365d',
}

/** The search further back in time; null where it goes back to a time that was chosen, or far enough. */
export function widerTime(search: SearchState): SearchState | null {
  return Object.hasOwn(WIDER, search.time) ? { ...search, time: WIDER[search.time] } : null
}
