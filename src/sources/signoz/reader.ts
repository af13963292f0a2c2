import type { TraceId } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import type { LinkedTo } from '../backlinks.ts'
import { decodeTraces } from '../decode.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { TimeWindow } from '../scan.ts'
import { type EncodedTrace, SourceError } from '../source.ts'
import type { SignozApi } from './api.ts'
import { linkConditions, ofTraces, quote } from './filter.ts'
import { PAGE, type Pages, type ReadSpans, listOf, readPages, spansOf } from './pages.ts'
import { type SpanQuery, allTime, around, builderBody, sqlBody } from './query.ts'

/** A trace with more pages is refused: it would not fit into a browser. */
const MAX_PAGES = 200
/** Of traces that are only summed up, and of spans that link to one. */
const MAX_SPANS = 20_000

/** Reads whole spans from a SigNoz of any version. */
export interface SpanReader {
  trace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace>
  /** All spans of some traces from around this time. */
  traces(ids: readonly TraceId[], window: TimeWindow, signal: AbortSignal): Promise<ReadSpans>
  /** Spans of these services that may link there. Null: this SigNoz can't be asked for links. */
  linkingTo(
    target: LinkedTo,
    window: TimeWindow,
    services: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<ReadSpans | null>
}

/**
 * By the query API where it gives whole spans, else by SQL, else by the API for single traces, whose starts have only
 * milliseconds. Whether SQL is allowed is found out once.
 */
export function spanReader(api: SignozApi): SpanReader {
  let sqlRefused = false

  async function languageFor(
    what: 'wholeSpans' | 'linkFilter',
    signal: AbortSignal,
  ): Promise<Language | null> {
    const features = await api.probe(signal)
    if (features[what]) return 'filter'
    return features.v5 && !sqlRefused ? 'sql' : null
  }

  /** Null: SQL is not allowed. */
  async function read(
    language: Language | null,
    query: Pick<SpanQuery, 'conditions' | 'from' | 'to'>,
    maxPages: number,
    signal: AbortSignal,
  ): Promise<Pages | null> {
    if (language === null) return null
    const page = (offset: number) => {
      const asked: SpanQuery = { ...query, order: 'oldest', limit: PAGE, offset }
      const body = language === 'sql' ? sqlBody(asked) : builderBody(asked, 'everything')
      return api.query('v5', body, signal)
    }
    try {
      return await readPages(page, maxPages)
    } catch (error) {
      const refused = error instanceof SourceError && REFUSALS.has(error.code)
      if (language !== 'sql' || !refused) throw error
      sqlRefused = true
      return null
    }
  }

  /** By the oldest API. */
  async function v1Traces(ids: readonly TraceId[], signal: AbortSignal): Promise<ReadSpans> {
    const answers = await mapAtOnce(ids, (id) => api.v1Trace(id, signal))
    const bytes = listOf(answers.map((answer) => new Uint8Array(answer)))
    return { batch: decodeTraces(bytes, 'signoz-v1'), more: false }
  }

  return {
    async trace(id, signal) {
      const query = { ...allTime(Date.now()), conditions: [ofTraces([id])] }
      const pages = await read(await languageFor('wholeSpans', signal), query, MAX_PAGES, signal)
      if (pages?.more) {
        throw new SourceError('tooLarge', 'The trace has more spans than can be shown.')
      }
      const trace: EncodedTrace = pages
        ? { bytes: listOf(pages.pages), encoding: 'signoz-pages' }
        : { bytes: await api.v1Trace(id, signal), encoding: 'signoz-v1' }
      if (isEmpty(trace)) {
        throw new SourceError('notFound', 'This SigNoz has no trace with this id.')
      }
      return trace
    },
    async traces(ids, window, signal) {
      if (ids.length === 0) return { batch: spanBatchOf([]), more: false }
      const query = { ...around(window), conditions: [ofTraces(ids)] }
      const language = await languageFor('wholeSpans', signal)
      const pages = await read(language, query, MAX_SPANS / PAGE, signal)
      return pages ? spansOf(pages) : v1Traces(ids, signal)
    },
    async linkingTo({ traceId, spanId }, window, services, signal) {
      const language = await languageFor('linkFilter', signal)
      if (language === null) return null
      const ids = [traceId, ...(spanId === null ? [] : [spanId])]
      const conditions = linkConditions(ids, language)
      if (services !== null) {
        const column =
          language === 'sql' ? 'resource_string_service$$name' : 'resource.service.name'
        conditions.push(`${column} IN (${services.map(quote).join(', ')})`)
      }
      const pages = await read(language, { ...window, conditions }, MAX_SPANS / PAGE, signal)
      return pages && spansOf(pages)
    },
  }
}

type Language = 'filter' | 'sql'

/** How a SigNoz, or what stands in front of it, says that it runs no SQL. */
const REFUSALS: ReadonlySet<string> = new Set(['unauthorised', 'unsupported', 'badQuery'])

/** Whether a small answer holds nothing: how both APIs say that there is no such trace. @throws SourceError */
function isEmpty({ bytes, encoding }: EncodedTrace): boolean {
  if (bytes.byteLength > 2000) return false
  const { length, rejected } = decodeTraces(bytes, encoding)
  return length === 0 && rejected === 0
}
