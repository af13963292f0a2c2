import { formatCount } from '../../base/format.ts'
import type { TraceSearch } from '../../sources/source.ts'
import { LIMITS, type SearchState } from '../../state/search-state.ts'
import { sortsHere } from './sorting.ts'

const MAX_LIMIT = Math.max(...LIMITS)

/** How much was found, and whether there is more. */
export function summaryText({ traces, more }: TraceSearch, search: SearchState): string {
  const count = formatCount(traces.length)
  if (!more) return traces.length === 1 ? '1 trace' : `${count} traces`
  const among = sortsHere(search) ? ', sorted among these' : ''
  const raise = search.limit < MAX_LIMIT ? ' or raise the limit' : ''
  return `First ${count} of more${among}: narrow the search${raise}`
}
