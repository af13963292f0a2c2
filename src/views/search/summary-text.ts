import { type TimeZone, formatCount, formatTime } from '../../base/format.ts'
import type { TraceSearch } from '../../sources/source.ts'
import { LIMITS, type SearchState } from '../../state/search-state.ts'
import { sortsHere } from './sorting.ts'

const MAX_LIMIT = Math.max(...LIMITS)

/** How much was found, and whether there is more. */
export function summaryText(
  { traces, more, searched }: TraceSearch,
  search: SearchState,
  zone: TimeZone,
): string {
  const found = countText(traces.length, more, search)
  if (!searched) return found
  const time = (at: bigint) => formatTime(at, { zone, precision: 's' })
  return `${found}; searched from ${time(searched.from)} to ${time(searched.to)}. ${searched.leftOut.join(' ')}`
}

function countText(length: number, more: boolean, search: SearchState): string {
  const count = formatCount(length)
  if (!more) return length === 1 ? '1 trace' : `${count} traces`
  const among = sortsHere(search) ? ', sorted among these' : ''
  const raise = search.limit < MAX_LIMIT ? ' or raise the limit' : ''
  return `First ${count} of more${among}: narrow the search${raise}`
}
