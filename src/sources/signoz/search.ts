import { type TraceId, parseTraceId } from '../../model/ids.ts'
import { foundTraces } from '../found-traces.ts'
import type { TimeWindow } from '../scan.ts'
import type { TraceQuery, TraceSearch } from '../source.ts'
import type { SignozApi } from './api.ts'
import { answerOf } from './errors.ts'
import { linkConditions, notOfTraces, spanConditions } from './filter.ts'
import { legacySearchBody } from './legacy-query.ts'
import { type SpanOrder, builderBody } from './query.ts'
import type { SpanReader } from './reader.ts'
import * as schema from './schema.ts'

/** Spans a request; it names as many traces at most. */
const SPANS = 1000
/** Requests for more traces: each of them finds one at least. */
const MAX_ROUNDS = 20

/** SigNoz finds spans; their traces are read whole and summed up. */
export async function search(
  api: SignozApi,
  reader: SpanReader,
  query: TraceQuery,
  window: TimeWindow,
  signal: AbortSignal,
): Promise<TraceSearch> {
  const found = await matchingTraces(api, query, window, query.limit + 1, signal)
  const leftOut = [...found.leftOut]
  const { batch, more } = await reader.traces(found.ids, window, signal)
  if (more)
    leftOut.push('These traces have more spans than were read: what is said of them counts some.')
  return foundTraces([batch], query, window, {
    orders: ['newest', 'oldest'],
    links: found.byLinks,
    leftOut,
  })
}

export interface MatchingTraces {
  readonly ids: readonly TraceId[]
  /** Whether links were part of what SigNoz matched. */
  readonly byLinks: boolean
  /** SigNoz's own warnings, and what was not asked for. */
  readonly leftOut: readonly string[]
}

/** The traces of the first spans that match; no more than `wanted`. */
export async function matchingTraces(
  api: SignozApi,
  query: TraceQuery,
  window: TimeWindow,
  wanted: number,
  signal: AbortSignal,
): Promise<MatchingTraces> {
  const { v5, linkFilter } = await api.probe(signal)
  const conditions = v5 ? spanConditions(query) : []
  // A condition on the whole trace can go into the filter only where no other has to hold for the same span.
  const byLinks = linkFilter && conditions.length === 0
  if (byLinks && query.links === 'out') conditions.push(...linkConditions([], 'filter'))
  if (byLinks && query.linksTo !== null) {
    conditions.push(...linkConditions([query.linksTo], 'filter'))
  }
  const ids = new Set<TraceId>()
  const leftOut = new Set<string>()
  const ask = v5
    ? () => spansByFilter(api, [...conditions, ...notOfTraces(ids)], query, window, signal)
    : () => spansByLegacyQuery(api, query, ids, window, signal)
  for (let round = 0; ids.size < wanted; round++) {
    if (round === MAX_ROUNDS) {
      leftOut.add(
        'A few traces have nearly all of the spans that match; others were not looked for.',
      )
      break
    }
    const { traceIds, warnings } = await ask()
    for (const text of traceIds) {
      const id = parseTraceId(text)
      if (id && ids.size < wanted) ids.add(id)
    }
    for (const warning of warnings) leftOut.add(`SigNoz warns: ${warning}`)
    if (traceIds.length < SPANS) break
  }
  return { ids: [...ids], byLinks, leftOut: [...leftOut] }
}

interface FoundSpans {
  /** One a span. */
  readonly traceIds: readonly string[]
  readonly warnings: readonly string[]
}

async function spansByFilter(
  api: SignozApi,
  conditions: readonly string[],
  { sort }: TraceQuery,
  window: TimeWindow,
  signal: AbortSignal,
): Promise<FoundSpans> {
  const order: SpanOrder = sort === 'oldest' || sort === 'longest' ? sort : 'newest'
  const body = builderBody({ ...window, conditions, order, limit: SPANS, offset: 0 }, 'name')
  const text = new TextDecoder().decode(await api.query('v5', body, signal))
  const { data } = answerOf(text, schema.traceIdRows)
  return {
    traceIds: data.data.results.flatMap(({ rows }) => (rows ?? []).map((row) => row.data.trace_id)),
    warnings: (data.warning?.warnings ?? [])
      .map(({ message }) => message.toWellFormed())
      // Nothing was left out by it: the column is no attribute, and is found all the same.
      .filter((message) => !/\blinks\b/.test(message)),
  }
}

async function spansByLegacyQuery(
  api: SignozApi,
  query: TraceQuery,
  without: Iterable<TraceId>,
  window: TimeWindow,
  signal: AbortSignal,
): Promise<FoundSpans> {
  const body = legacySearchBody(query, without, window, SPANS)
  const text = new TextDecoder().decode(await api.query('v3', body, signal))
  const { result } = answerOf(text, schema.legacyRows).data
  const traceIds = (result ?? []).flatMap(({ list }) => (list ?? []).map((row) => row.data.traceID))
  return { traceIds, warnings: [] }
}
