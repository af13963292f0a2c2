import { parseDuration } from '../base/format.ts'
import { parseLogfmt } from '../base/logfmt.ts'
import { type EpochNanos, type Nanos, epochNanosFromMillis } from '../base/time.ts'
import { EVERY_TRACE } from '../sources/every-trace.ts'
import type { AttributeFilter, TraceQuery } from '../sources/source.ts'
import { parseGoTo } from '../state/go-to.ts'
import { MOST_LISTED, parseListed } from '../state/listed-traces.ts'
import { type SearchState, rawSearch } from '../state/search-state.ts'

/** A sentence for each field that can't be read. */
export type SearchErrors = { readonly [Field in SearchField]?: string }
export type SearchField = keyof SearchState

export type SearchReading =
  | { readonly ok: true; readonly query: TraceQuery }
  | { readonly ok: false; readonly errors: SearchErrors }

/** What to ask a source for a search as typed. `now` is where "the last hour" ends, in milliseconds since the epoch. */
export function readSearch(typed: SearchState, now: number): SearchReading {
  if (typed.ids.trim() !== '') return readListed(typed)
  // What a query stands for can't be wrong.
  const search = typed.raw.trim() === '' ? typed : rawSearch(typed)
  const errors: { -readonly [Field in SearchField]?: string } = {}
  const duration = (field: 'minDuration' | 'maxDuration'): Nanos | null => {
    if (search[field].trim() === '') return null
    const nanos = parseDuration(search[field])
    if (nanos === null) errors[field] = 'Write it like 300ms, 1.5s or 2m.'
    return nanos
  }
  const instant = (field: 'from' | 'to'): EpochNanos | null => {
    if (search[field] === '') return null
    if (/^\d{1,14}$/.test(search[field])) return epochNanosFromMillis(Number(search[field]))
    errors[field] = 'This is no time since 1970.'
    return null
  }

  const minDuration = duration('minDuration')
  const maxDuration = duration('maxDuration')
  if (minDuration !== null && maxDuration !== null && minDuration > maxDuration) {
    errors.maxDuration = 'The longest duration is shorter than the shortest.'
  }

  let from: EpochNanos | null = null
  let to: EpochNanos | null = null
  if (search.time === 'custom') {
    from = instant('from')
    to = instant('to')
    if (from !== null && to !== null && from >= to) errors.to = 'The end is not after the start.'
  } else if (search.time !== 'all') {
    const back = parseDuration(search.time)
    if (back === null) errors.time = `“${search.time}” is no length of time.`
    else from = epochNanosFromMillis(now) - BigInt(back)
  }

  let attributes: readonly AttributeFilter[] = []
  const pairs = parseLogfmt(search.attributes)
  if (pairs.ok) attributes = pairs.pairs
  else errors.attributes = pairs.why

  const target = search.linksTo.trim() === '' ? null : parseGoTo(search.linksTo)
  if (target?.ok === false) errors.linksTo = target.why

  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    query: {
      service: search.service || null,
      operation: search.operation || null,
      attributes,
      status: search.status,
      minDuration,
      maxDuration,
      from,
      to,
      links: search.links,
      linksTo: target?.ok ? target.place.traceId : null,
      limit: search.limit,
      sort: search.sort,
      ...(search.raw.trim() !== '' && { raw: search.raw }),
    },
  }
}

function readListed({ ids, limit, sort }: SearchState): SearchReading {
  const traceIds = parseListed(ids).map(({ traceId }) => traceId)
  if (traceIds.length === 0) {
    return { ok: false, errors: { ids: 'There is no trace id in this: 32 hex digits.' } }
  }
  if (traceIds.length > MOST_LISTED) {
    const errors = { ids: `These are ${traceIds.length} traces; list ${MOST_LISTED} at most.` }
    return { ok: false, errors }
  }
  return {
    ok: true,
    query: { ...EVERY_TRACE, traceIds, limit: Math.max(limit, traceIds.length), sort },
  }
}
