import { HOUR, epochNanosFromMillis } from '../../base/time.ts'
import { type SpanKey, spanKey } from '../../model/ids.ts'
import { backlinksIn } from '../backlinks.ts'
import type { Backlink, BacklinkPage, LinksToQuery, Searched } from '../source.ts'
import { SERVICE, indexedField } from './fields.ts'
import type { Bounds, LogsqlApi } from './logsql-api.ts'
import { LINKING, type LinkPlace, isOneOf, linksToFilter } from './logsql.ts'

/** A query names so many places at most: it has a limit of length. */
const PLACES_A_QUERY = 50
/** Links of a span beyond these are not looked at. */
const MAX_PLACES = 1000
/** Linking spans that are read. */
const MAX_SPANS = 2000

/**
 * Links to a span or trace. The store has a field of its own for each of a span's links, so first it is asked which fields
 * there are, then for spans with the target in one of them; every hit is verified.
 */
export async function findLinks(
  api: LogsqlApi,
  target: LinksToQuery,
  signal: AbortSignal,
): Promise<BacklinkPage> {
  const bounds = boundsOf(target)
  const services = target.scan?.services ?? null
  const narrow = services === null ? '' : ` ${isOneOf(SERVICE, services)}`
  const leftOut: string[] = []
  const all = await placesOf(api, LINKING + narrow, bounds, signal)
  const places = all.slice(0, MAX_PLACES)
  if (all.length > places.length) {
    leftOut.push(`Only the first ${MAX_PLACES} links of a span were looked at.`)
  }
  const found = new Map<SpanKey, Backlink[]>()
  for (let i = 0; i < places.length && found.size < MAX_SPANS; i += PLACES_A_QUERY) {
    const filter = linksToFilter(target, places.slice(i, i + PLACES_A_QUERY))
    const query = `${filter}${narrow} | sort by (_time) | limit ${MAX_SPANS + 1}`
    const batch = await api.spans(query, bounds, signal)
    for (const [key, backlinks] of bySpan(backlinksIn(batch, target))) found.set(key, backlinks)
  }
  if (found.size > MAX_SPANS) leftOut.push(`Only ${MAX_SPANS} linking spans were read.`)
  const backlinks = [...found.values()].flat()
  backlinks.sort((a, b) => Number(a.from.start - b.from.start))
  const searched = searchedOf(bounds, services, leftOut)
  return { backlinks, total: backlinks.length, cursor: null, ...(searched && { searched }) }
}

/** Where spans keep their links, the first link's place first. */
export async function placesOf(
  api: LogsqlApi,
  query: string,
  bounds: Bounds,
  signal: AbortSignal,
): Promise<readonly LinkPlace[]> {
  const fields = await api.fieldNames(query, bounds, signal)
  return fields
    .map(indexedField)
    .filter((field) => field?.name === 'link_trace_id')
    .filter((field) => field !== null)
    .sort((a, b) => a.index - b.index)
}

/** Links to a target that is known to have begun then are in spans from about then on; clocks may differ by an hour. */
function boundsOf({ near, scan }: LinksToQuery): Bounds {
  if (scan) return scan
  return { from: near === undefined ? null : near - BigInt(HOUR), to: null }
}

/** A span that several queries found is the same span with all of its links. */
function bySpan(backlinks: readonly Backlink[]): Map<SpanKey, Backlink[]> {
  return Map.groupBy(backlinks, ({ from }) => spanKey(from.ref))
}

function searchedOf(
  { from, to }: Bounds,
  services: readonly string[] | null,
  leftOut: readonly string[],
): Searched | undefined {
  if (from === null && to === null && leftOut.length === 0) return undefined
  return {
    from: from ?? 0n,
    to: to ?? epochNanosFromMillis(Date.now()),
    services,
    traces: null,
    leftOut,
  }
}
