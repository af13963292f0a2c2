import type { TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { durationOf } from '../../model/summary.ts'
import type { Fetch } from '../http.ts'
import { resolveByTrace } from '../resolve-by-trace.ts'
import { refuseUnsearchable } from '../searchable.ts'
import {
  type Capabilities,
  type Resolution,
  type SearchPart,
  type SearchProgress,
  SourceError,
  type TraceQuery,
  type TraceSearch,
  type TraceSource,
} from '../source.ts'
import { scopeOf, windowOf } from '../time-window.ts'
import { tracesById } from '../traces-by-id.ts'
import { type TempoApi, type TempoFound, tempoApi } from './api.ts'
import { partialNote } from './decode.ts'
import { findLinks } from './find-links.ts'
import { attributeName, stringLiteral, traceqlOf } from './traceql.ts'

export interface TempoOptions {
  readonly id: string
  readonly name: string
  /** Its address, or a gateway's path that stands for it; no slash at its end. */
  readonly base: string
  readonly fetch?: Fetch
}

/** Each reference may cost the whole trace. */
const RESOLVE_AT_ONCE = 32

/**
 * A running Grafana Tempo, 2.x or 3.x. It is searched by TraceQL and hands out whole traces, which are read on the calling
 * thread where they are not opened but resolved, or looked through for links.
 */
export function tempoSource({ id, name, base, fetch }: TempoOptions): TraceSource {
  const api = tempoApi({ base, fetch })
  const lastDay = () => windowOf({ from: null, to: null }, Date.now())
  const ofService = (service: string) => `{ resource.service.name = ${stringLiteral(service)} }`

  return {
    id,
    name,
    get capabilities() {
      return capabilitiesOf(api)
    },
    async probe(signal) {
      await api.probe(signal)
      return capabilitiesOf(api)
    },
    listServices: async (signal) =>
      sorted(await api.tagValues('resource.service.name', lastDay(), null, signal)),
    listOperations: async (service, signal) =>
      sorted(await api.tagValues('name', lastDay(), ofService(service), signal)),
    // Of all services: asked for one, Tempo (2.8) leaves out keys and values that it has met with another before.
    async listAttributeKeys(_, signal) {
      const tags = await api.tags(lastDay(), null, signal)
      return sorted(
        tags.filter(({ scope }) => SEARCHED_SCOPES.has(scope)).flatMap(({ names }) => names),
      )
    },
    listAttributeValues: async (key, _, signal) =>
      sorted(await api.tagValues(`.${attributeName(key)}`, lastDay(), null, signal)),
    async searchTraces(query, signal, onProgress) {
      await api.probe(signal)
      if (query.traceIds) return tracesById({ fetchTrace: api.trace }, query, signal, onProgress)
      refuseUnsearchable(query, capabilitiesOf(api))
      return search(api, query, signal, onProgress)
    },
    inOwnLanguage: (query) =>
      traceqlOf(query, { mostRecent: asksNewest(query, api.features?.mostRecent ?? false) }),
    fetchTrace: (traceId, signal) => api.trace(traceId, signal),
    resolveSpans: (refs, signal) => resolve(api, refs, signal),
    async findLinksTo(target, signal, onProgress) {
      const { links } = await api.probe(signal)
      if (!links) throw new SourceError('unsupported', NO_LINKS)
      return findLinks(api, target, scopeOf(target, Date.now()), signal, onProgress)
    },
  }
}

/** What a search by attributes looks at. */
const SEARCHED_SCOPES: ReadonlySet<string> = new Set(['span', 'resource'])

const NO_LINKS = 'This Tempo can’t search for links: that came with version 2.6.'

function capabilitiesOf({ features }: TempoApi): Capabilities {
  const links = features?.links ?? true
  const unsearchable: Partial<Record<SearchPart, string>> = {
    linksIn:
      'Tempo can’t search for traces that are linked from: it finds links by where they point to.',
    ...(!links && { linksOut: NO_LINKS, linksTo: NO_LINKS }),
  }
  return {
    linkedFrom: links ? 'scan' : 'none',
    linkAttributes: true,
    resolveAtOnce: RESOLVE_AT_ONCE,
    watch: false,
    attributeNames: true,
    queryLanguage: 'TraceQL',
    unsearchable,
  }
}

async function search(
  api: TempoApi,
  query: TraceQuery,
  signal: AbortSignal,
  onProgress?: (progress: SearchProgress) => void,
): Promise<TraceSearch> {
  const { mostRecent } = await api.probe(signal)
  const traceql = query.raw ?? traceqlOf(query, { mostRecent: asksNewest(query, mostRecent) })
  const answer = answerer(query, traceql)
  const newestFirst = query.sort !== 'oldest'
  const found = await api.search(
    {
      ...windowOf(query, Date.now()),
      traceql,
      limit: query.limit + 1,
      newestFirst,
      onPiece: (found, done, of) =>
        onProgress?.({
          found: answer(found),
          done,
          of,
          settled: query.sort === 'newest' || query.sort === 'oldest',
        }),
    },
    signal,
  )
  return answer(found)
}

/** Where Tempo can be asked for the newest traces, it is; without that it gives any. */
function asksNewest({ sort }: TraceQuery, mostRecent: boolean): boolean {
  return mostRecent && sort === 'newest'
}

const ANY =
  'There are more traces, and which of them are shown is chance: Tempo gives any that match.'

/** The answer to a query from what was found. */
function answerer(query: TraceQuery, traceql: string): (found: TempoFound) => TraceSearch {
  const byRecency = query.sort === 'newest' && /\bmost_recent\s*=\s*true\b/.test(traceql)
  const services = query.raw !== undefined || query.service === null ? null : [query.service]
  return ({ traces: found, window, rest, leftOut: notes }) => {
    const more = found.length > query.limit
    const leftOut = [...notes, ...(more && !byRecency ? [ANY] : [])]
    const traces = found
      // Tempo also finds traces that only reach into the window. One whose start it does not say stays.
      .filter(({ start }) => start === 0n || (start >= window.from && start <= window.to))
      .sort(COMPARE[query.sort])
      .slice(0, query.limit)
    const asked = window.from === query.from && window.to === query.to && leftOut.length === 0
    // Of more than were asked for nobody expects to see the rest.
    const notSearched = more ? null : rest
    const searched = {
      ...window,
      services,
      traces: null,
      leftOut,
      ...(notSearched && { notSearched }),
    }
    return { traces, more, ...(!asked && { searched }) }
  }
}

const byStart = (a: TraceSummary, b: TraceSummary) =>
  a.start < b.start ? -1 : a.start > b.start ? 1 : 0
const byDuration = (a: TraceSummary, b: TraceSummary) => durationOf(a) - durationOf(b)

const COMPARE: Record<TraceQuery['sort'], (a: TraceSummary, b: TraceSummary) => number> = {
  newest: (a, b) => byStart(b, a),
  oldest: byStart,
  longest: (a, b) => byDuration(b, a) || byStart(b, a),
  shortest: (a, b) => byDuration(a, b) || byStart(b, a),
}

/** Of a trace that came only in part, a span that is not there may be in the rest. */
async function resolve(
  api: TempoApi,
  refs: Parameters<TraceSource['resolveSpans']>[0],
  signal: AbortSignal,
): Promise<Resolution[]> {
  const partial = new Map<TraceId, string>()
  const readTrace = async (traceId: TraceId) => {
    const batch = await api.readTrace(traceId, signal)
    const note = partialNote(batch)
    if (note !== null) partial.set(traceId, note)
    return batch
  }
  const answers = await resolveByTrace(refs, readTrace, signal)
  return answers.map((answer) => {
    const message = partial.get(answer.ref.traceId)
    if (answer.span || message === undefined) return answer
    return { ref: answer.ref, span: null, why: { reason: 'source failed', message } }
  })
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toWellFormed()))].filter((name) => name !== '').sort()
}
