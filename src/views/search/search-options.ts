import type { Explorer } from '../../queries/explorer.ts'
import { searchQuery } from '../../queries/options.ts'
import { readSearch } from '../../queries/search-query.ts'
import { type TraceQuery, SourceError } from '../../sources/source.ts'
import { type SearchState, searchToParams } from '../../state/search-state.ts'

/** Names a search. The order is no part of it: it concerns what was loaded. */
export function searchKey(search: SearchState): string {
  return searchToParams({ ...search, order: '' }).toString()
}

/** The query of a search as typed. */
export function searchOptions(explorer: Explorer, search: SearchState) {
  return searchQuery(explorer, searchKey(search), () => queryNow(search))
}

function queryNow(search: SearchState): TraceQuery {
  const reading = readSearch(search, Date.now())
  if (reading.ok) return reading.query
  throw new SourceError('badQuery', 'A field of the form can’t be read; the form says which.')
}
