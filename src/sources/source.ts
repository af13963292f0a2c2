import type { EpochNanos, Nanos } from '../base/time.ts'
import type { Backlink, Searched } from '../model/backlink.ts'
import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import type { Absence } from '../model/link-target.ts'
import type { LinkMap, MapScope } from '../model/link-map/link-map.ts'
import type { SpanSummary, TraceSummary } from '../model/summary.ts'

export type { Backlink, Searched }

/** A configured place to read traces from: the port that every adapter implements. Verbs reject with {@link SourceError}. */
export interface TraceSource {
  /** Stable, fit for a URL: "local", "jaeger-prod". */
  readonly id: string
  readonly name: string
  /** Read it again after an answer: until the source was asked, some adapters know only what every version of it can do. */
  readonly capabilities: Capabilities
  /** Asks the source what it can do, once; rejects while it can't be reached. Undefined where there is nothing to ask. */
  probe?(signal: AbortSignal): Promise<Capabilities>
  listServices(signal: AbortSignal): Promise<readonly string[]>
  listOperations(service: string, signal: AbortSignal): Promise<readonly string[]>
  listAttributeKeys(service: string | null, signal: AbortSignal): Promise<readonly string[]>
  listAttributeValues(
    key: string,
    service: string | null,
    signal: AbortSignal,
  ): Promise<readonly string[]>
  /** A search that takes several requests tells its progress with what it has found, so that an abort loses nothing that was seen. */
  searchTraces(
    query: TraceQuery,
    signal: AbortSignal,
    onProgress?: (progress: SearchProgress) => void,
  ): Promise<TraceSearch>
  /** The search in the source's own language, ready for {@link TraceQuery.raw}; there where it has a language. */
  inOwnLanguage?(query: TraceQuery): string
  /** The trace as the source encodes it; decoding is the worker's. */
  fetchTrace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace>
  /** One answer a reference, in the order asked; at most `capabilities.resolveAtOnce` references. */
  resolveSpans(refs: readonly SpanRef[], signal: AbortSignal): Promise<readonly Resolution[]>
  /**
   * Links that point to a span, or with no span id to any span of a trace. A scan tells its progress and what it has found,
   * so that an abort loses nothing that was seen.
   */
  findLinksTo(
    target: LinksToQuery,
    signal: AbortSignal,
    onProgress?: (progress: ScanProgress) => void,
  ): Promise<BacklinkPage>
  /** The spans with an id in whatever trace, a few at most; there where that needs no scan over a network. */
  findSpan?(id: SpanId, signal: AbortSignal): Promise<readonly SpanRef[]>
  /** Links to each span of a trace from any trace, where the source can count them without a scan. */
  countLinksTo?(id: TraceId, signal: AbortSignal): Promise<ReadonlyMap<SpanId, number>>
  /** Links between operations over many traces, where the source can tell without handing out the traces. */
  mapLinks?(scope: MapScope, signal: AbortSignal): Promise<LinkMap>
  /** Notice of spans that arrive; undefined where the source has none. The answer stops it. */
  watch?(onNotice: (notice: ArrivalNotice) => void): () => void
}

export interface Capabilities {
  /** How "linked from" is answered. */
  readonly linkedFrom: 'index' | 'scan' | 'none'
  readonly linkAttributes: boolean
  readonly resolveAtOnce: number
  readonly watch: boolean
  /** Whether the source lists attribute keys and values; the lists are empty where it does not. */
  readonly attributeNames: boolean
  /** The name of the language that {@link TraceQuery.raw} may be written in; undefined: there is none. */
  readonly queryLanguage?: string
  /** What of a search the source can't answer, with the reason as a plain sentence. Such a query is refused, `unsupported`. */
  readonly unsearchable: Readonly<Partial<Record<SearchPart, string>>>
}

/** What a search may ask for. `anyService`: a search that names no service. */
export type SearchPart =
  | 'anyService'
  | 'operation'
  | 'attributes'
  | 'statusOk'
  | 'statusError'
  | 'statusUnset'
  | 'duration'
  | 'linksOut'
  | 'linksIn'
  | 'linksTo'

/**
 * A search. Service, operation, attributes and status must hold for one and the same span of the trace;
 * duration, time and links are the trace's.
 */
export interface TraceQuery {
  readonly service: string | null
  readonly operation: string | null
  readonly attributes: readonly AttributeFilter[]
  readonly status: 'any' | 'ok' | 'error' | 'unset'
  readonly minDuration: Nanos | null
  readonly maxDuration: Nanos | null
  readonly from: EpochNanos | null
  readonly to: EpochNanos | null
  readonly links: 'any' | 'out' | 'in'
  /** Only traces with a link to this trace. */
  readonly linksTo: TraceId | null
  /** A query in the source's own language. It stands instead of all above but the time. */
  readonly raw?: string
  /** Only these traces. They stand instead of all above; every source can answer this. */
  readonly traceIds?: readonly TraceId[]
  readonly limit: number
  readonly sort: TraceSort
}

export type TraceSort = 'newest' | 'oldest' | 'longest' | 'shortest'

/** Text compared with the value's text (`attributeText`), of span and resource attributes alike. */
export interface AttributeFilter {
  readonly key: string
  readonly value: string
}

export interface TraceSearch {
  readonly traces: readonly TraceSummary[]
  /** More traces match than the limit let through. */
  readonly more: boolean
  /** Undefined: all that the query asks for. */
  readonly searched?: Searched
  /** Traces asked for by their ids that may be there but could not be read, and why; a plain sentence. */
  readonly unread?: string
}

export interface SearchProgress {
  /** What the answer would be if the search ended here. */
  readonly found: TraceSearch
  /** Parts of the search done, of all parts. */
  readonly done: number
  readonly of: number
  /** Whether these stay first: what is still to come follows them. */
  readonly settled: boolean
}

/** How a source encodes traces; `sources/decode.ts` has a decoder for each. */
export type Encoding =
  | 'otlp-protobuf'
  | 'otlp-json'
  | 'jaeger-v3'
  | 'jaeger-json'
  | 'tempo-protobuf'
  | 'tempo-json'
  | 'victoria-rows'
  | 'victoria-jaeger'
  | 'signoz-pages'
  | 'signoz-v1'

export interface EncodedTrace {
  readonly bytes: ArrayBuffer
  readonly encoding: Encoding
}

export type Resolution =
  | { readonly ref: SpanRef; readonly span: SpanSummary }
  | { readonly ref: SpanRef; readonly span: null; readonly why: Absence }

export interface LinksToQuery {
  readonly traceId: TraceId
  readonly spanId: SpanRef['spanId'] | null
  /** From the page before; null for the first. */
  readonly cursor: string | null
  readonly limit: number
  /** When the target began, if known: a source with a time window looks from there on. */
  readonly near?: EpochNanos
  /** Where to look; without it the source looks where links to `near` are likely. An index needs none. */
  readonly scan?: ScanScope
}

export interface ScanScope {
  readonly from: EpochNanos
  readonly to: EpochNanos
  /** Null: all services. */
  readonly services: readonly string[] | null
  /** The scan stops after so many traces, and says so. */
  readonly maxTraces: number
}

export interface ScanProgress {
  readonly traces: number
  /** Found so far. */
  readonly backlinks: readonly Backlink[]
  /** What was looked through for these. */
  readonly searched: Searched
  /** Parts of the scope done, of all parts. */
  readonly done: number
  readonly of: number
}

export interface BacklinkPage {
  readonly backlinks: readonly Backlink[]
  readonly total: number
  readonly cursor: string | null
  /** Undefined: the source's index, which knows every link. */
  readonly searched?: Searched
}

export interface ArrivalNotice {
  /** Traces seen for the first time since the notice before. */
  readonly newTraces: number
  /** Traces that got spans; when there are too many to name, `all` is true. */
  readonly traceIds: readonly TraceId[]
  /** Traces that links of these spans point to; when there are too many to name, `all` is true. */
  readonly linkedTraceIds: readonly TraceId[]
  readonly all: boolean
}

export type SourceErrorCode =
  | 'notFound'
  | 'badQuery'
  | 'unauthorised'
  | 'tenantMissing'
  | 'tooLarge'
  | 'timeout'
  | 'rateLimited'
  | 'unreachable'
  | 'unsupported'
  | 'malformed'

/** Why a source gave no answer; `message` is a plain sentence, the source's own words where it has some. */
export class SourceError extends Error {
  readonly code: SourceErrorCode
  constructor(code: SourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SourceError'
    this.code = code
  }
}
