import type * as z from 'zod/mini'
import { formatCount } from '../../base/format.ts'
import type { TraceId } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { decodeTraces } from '../decode.ts'
import { type Fetch, bytesOf, parsed, send, textOf } from '../http.ts'
import type { TimeWindow } from '../scan.ts'
import { type EncodedTrace, type Encoding, SourceError } from '../source.ts'
import { traceSummaryOf } from './convert.ts'
import { allowedRange, failureOf } from './errors.ts'
import { type TempoFeatures, UNKNOWN_VERSION, featuresOf } from './features.ts'
import { type SecondsWindow, coveredBy, piecesOf, secondsOf } from './pieces.ts'
import * as schema from './schema.ts'

/** What one running Tempo answers. */
export interface TempoApi {
  /** What is known of it; null before it was asked. */
  readonly features: TempoFeatures | null
  probe(signal: AbortSignal): Promise<TempoFeatures>
  trace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace>
  /** A trace, read on the calling thread. */
  readTrace(id: TraceId, signal: AbortSignal): Promise<SpanBatch>
  /** At most `limit` traces in a window of any length; a very long one is searched in part. */
  search(search: TempoSearch, signal: AbortSignal): Promise<TempoFound>
  /** Scope and names of attributes. */
  tags(window: TimeWindow, traceql: string | null, signal: AbortSignal): Promise<readonly Tags[]>
  tagValues(
    tag: string,
    window: TimeWindow,
    traceql: string | null,
    signal: AbortSignal,
  ): Promise<readonly string[]>
}

export interface Tags {
  readonly scope: string
  readonly names: readonly string[]
}

export interface TempoFound {
  /** In the order in which they were found. */
  readonly traces: readonly TraceSummary[]
  /** What was searched. */
  readonly window: TimeWindow
  /** The rest of the window; null: there is none. */
  readonly rest: TimeWindow | null
  /** Where Tempo says itself that an answer is not the whole, in plain sentences. */
  readonly leftOut: readonly string[]
}

export interface TempoSearch extends TimeWindow {
  readonly traceql: string
  readonly limit: number
  /** Which end of the window comes first, where it is cut into pieces and the limit is reached before its other end. */
  readonly newestFirst: boolean
  /** Hears of each piece, the last one included. */
  onPiece?(found: TempoFound, done: number, of: number): void
}

/** What a search may span unless an operator changed it (`query_frontend.search.max_duration`). */
const DEFAULT_RANGE_SECONDS = 168 * 3600

/** What servers and gateways answer for a path that they don't have. */
const ABSENT: ReadonlySet<number> = new Set([400, 404, 405, 501])

export function tempoApi({ base, fetch }: { base: string; fetch?: Fetch }): TempoApi {
  let features: TempoFeatures | null = null
  let rangeSeconds = DEFAULT_RANGE_SECONDS

  const get = (path: string, signal: AbortSignal, accept = 'application/json') =>
    send(base + path, { signal, fetch, headers: { accept } })

  async function ask(path: string, signal: AbortSignal): Promise<string> {
    const response = await get(path, signal)
    const body = await textOf(response, signal)
    if (response.ok) return body
    throw failureOf(response, body)
  }

  async function probe(signal: AbortSignal): Promise<TempoFeatures> {
    if (features) return features
    const response = await get('/api/status/buildinfo', signal)
    const body = await textOf(response, signal)
    if (response.ok) features = featuresOf(parsed(body, schema.buildInfo).version)
    else if (ABSENT.has(response.status)) features = UNKNOWN_VERSION
    else throw failureOf(response, body)
    return features
  }

  async function trace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace> {
    const { v2Trace } = await probe(signal)
    // Version 2 answers 200 for a trace that it does not have; 404 is a server without that version.
    const newer = v2Trace ? await get(`/api/v2/traces/${id}`, signal, PROTOBUF) : null
    const response =
      newer && newer.status !== 404 ? newer : await get(`/api/traces/${id}`, signal, PROTOBUF)
    if (!response.ok) {
      if (response.status === 404) throw notFound()
      throw failureOf(response, await textOf(response, signal))
    }
    const bytes = await bytesOf(response, signal)
    const encoding = encodingOf(bytes, response === newer)
    if (encoding === null) throw new SourceError('malformed', 'The source’s answer is no trace.')
    if (isEmpty(bytes, encoding)) throw notFound()
    return { bytes, encoding }
  }

  async function searchPiece(
    { traceql, limit }: TempoSearch,
    piece: SecondsWindow,
    signal: AbortSignal,
  ): Promise<{ readonly traces: readonly TraceSummary[]; readonly leftOut: readonly string[] }> {
    const params = new URLSearchParams({
      q: traceql,
      limit: String(limit),
      spss: '1',
      start: String(piece.start),
      end: String(piece.end),
    })
    const answer = parsed(await ask(`/api/search?${params}`, signal), schema.searchAnswer)
    const found = answer.traces ?? []
    const traces = found.map(traceSummaryOf).filter((summary) => summary !== null)
    // It stops before its last job when the limit is reached; that is said elsewhere.
    const partial = found.length < limit ? partialSearch(answer) : null
    const leftOut = [partial, unreadable(found.length - traces.length)]
    return { traces, leftOut: leftOut.filter((sentence) => sentence !== null) }
  }

  return {
    get features() {
      return features
    },
    probe,
    trace,
    async readTrace(id, signal) {
      const { bytes, encoding } = await trace(id, signal)
      return decodeTraces(bytes, encoding)
    },
    async search(search, signal) {
      const { newestFirst, limit } = search
      const found = new Map<TraceId, TraceSummary>()
      const leftOut = new Set<string>()
      let pieces = piecesOf(search, rangeSeconds, newestFirst)
      let done = 0
      const soFar = (): TempoFound => ({
        ...coveredBy(pieces.slice(0, done), search, newestFirst),
        traces: [...found.values()].slice(0, limit),
        leftOut: [...leftOut],
      })
      while (done < pieces.length && found.size < limit) {
        signal.throwIfAborted()
        try {
          const answer = await searchPiece(search, pieces[done], signal)
          for (const summary of answer.traces) found.set(summary.traceId, summary)
          for (const sentence of answer.leftOut) leftOut.add(sentence)
          done++
          search.onPiece?.(soFar(), done, pieces.length)
        } catch (error) {
          const range = error instanceof SourceError ? allowedRange(error) : null
          if (range === null || range >= rangeSeconds) throw error
          // This one allows less than is usual; what was found is found again.
          rangeSeconds = range
          pieces = piecesOf(search, rangeSeconds, newestFirst)
          done = 0
        }
      }
      return soFar()
    },
    async tags(window, traceql, signal) {
      const path = `/api/v2/search/tags?${windowParams(window, traceql)}`
      const { scopes } = parsed(await ask(path, signal), schema.tagsAnswer)
      return (scopes ?? []).map(({ name, tags }) => ({ scope: name, names: tags ?? [] }))
    },
    async tagValues(tag, window, traceql, signal) {
      const path = `/api/v2/search/tag/${encodeURIComponent(tag)}/values?${windowParams(window, traceql)}`
      const { tagValues } = parsed(await ask(path, signal), schema.tagValuesAnswer)
      return (tagValues ?? []).map(({ value }) => value ?? '')
    },
  }
}

const PROTOBUF = 'application/protobuf'

function notFound(): SourceError {
  return new SourceError('notFound', 'This Tempo has no trace with this id.')
}

const BRACE = 0x7b
const RESOURCE_SPANS_TAG = 0x0a

/** By the bytes: look-alikes and proxies name the type wrongly, or answer JSON to whom asks for protobuf. */
function encodingOf(bytes: ArrayBuffer, isV2: boolean): Encoding | null {
  const [first] = new Uint8Array(bytes)
  if (first === BRACE) return 'tempo-json'
  if (first !== undefined && first !== RESOURCE_SPANS_TAG && !isV2) return null
  if (first === 0x3c) return null
  return isV2 ? 'tempo-protobuf' : 'otlp-protobuf'
}

/** Whether a small answer holds nothing: how version 2, and look-alikes, say that there is no such trace. */
function isEmpty(bytes: ArrayBuffer, encoding: Encoding): boolean {
  if (bytes.byteLength > 2000) return false
  const { length, rejected } = decodeTraces(bytes, encoding)
  return length === 0 && rejected === 0
}

/** Traces whose ids are none can't be opened. */
function unreadable(count: number): string | null {
  if (count === 0) return null
  return `Tempo also named ${formatCount(count)} ${count === 1 ? 'trace' : 'traces'} without a valid id.`
}

/** Jobs are parts of a search. Null: all of them were done, or Tempo does not count them. */
function partialSearch({ metrics, message }: z.infer<typeof schema.searchAnswer>): string | null {
  if (message !== '') return `Tempo says: ${message}`
  const { completedJobs = 0, totalJobs = 0 } = metrics
  return completedJobs < totalJobs
    ? `Tempo did ${formatCount(completedJobs)} of the ${formatCount(totalJobs)} parts of this search.`
    : null
}

function windowParams(window: TimeWindow, traceql: string | null): URLSearchParams {
  const { start, end } = secondsOf(window)
  const params = new URLSearchParams({ start: String(start), end: String(end) })
  if (traceql !== null) params.set('q', traceql)
  return params
}
