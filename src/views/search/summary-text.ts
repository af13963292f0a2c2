import { type TimeZone, formatCount, formatTime } from '../../base/format.ts'
import type { EndedSearch } from '../../queries/options.ts'
import type { SearchProgress, TraceSearch } from '../../sources/source.ts'
import { LIMITS, type SearchState } from '../../state/search-state.ts'
import { parseListed } from '../../state/listed-traces.ts'
import { sortsHere } from './sorting.ts'

const MAX_LIMIT = Math.max(...LIMITS)

/** How much was found, whether there is more, and what was looked at. */
export function summaryText(
  { traces, more, searched, unread, ended }: TraceSearch & Partial<EndedSearch>,
  search: SearchState,
  zone: TimeZone,
): string {
  if (search.ids !== '') return listedText(traces.length, unread, search)
  const found = countText(traces.length, more, search)
  const cancelled = ended ? ['The search was cancelled.'] : []
  if (!searched) return [ended ? `${found}.` : found, ...cancelled].join(' ')
  const { from, to, notSearched, leftOut } = searched
  const range = (start: bigint, end: bigint) =>
    [start, end].map((at) => formatTime(at, { zone, precision: 's' })).join(' to ')
  return [
    `${found}; searched from ${range(from, to)}.`,
    ...cancelled,
    ...(notSearched ? [`From ${range(notSearched.from, notSearched.to)} was not searched.`] : []),
    ...leftOut,
  ].join(' ')
}

/** How far a search is; null: it has not said, or is all in one part. */
export function progressText(progress: SearchProgress | null): string | null {
  if (!progress || progress.of < 2) return null
  const { found, done, of } = progress
  const count = tracesText(found.traces.length)
  return `Searching: part ${formatCount(done)} of ${formatCount(of)} done, ${count} found.`
}

function countText(length: number, more: boolean, search: SearchState): string {
  if (!more) return tracesText(length)
  const among = sortsHere(search) ? ', sorted among these' : ''
  const raise = search.limit < MAX_LIMIT ? ' or raise the limit' : ''
  return `First ${formatCount(length)} of more${among}: narrow the search${raise}`
}

/** Of a list what is there, and why the rest is not. */
function listedText(found: number, unread: string | undefined, { ids }: SearchState): string {
  const missing = parseListed(ids).length - found
  if (missing === 0) return tracesText(found)
  const of = `${formatCount(found)} of ${tracesText(found + missing)}`
  return unread === undefined ? `${of}: the others are not in this source` : `${of}. ${unread}`
}

function tracesText(count: number): string {
  return count === 1 ? '1 trace' : `${formatCount(count)} traces`
}
