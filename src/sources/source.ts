import type { EpochNanos, Nanos } from '../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import type { Absence } from '../model/link-target.ts'
import type { Link } from '../model/span.ts'
import type { SpanSummary, TraceSummary } from '../model/summary.ts'

/** A configured place to read traces from: the port that every adapter implements. Verbs reject with {@link SourceError}. */
export interface TraceSource {
  /** Stable, fit for a URL: "local", "jaeger-prod". */
  readonly id: string
  readonly name: string
  readonly capabilities: Capabilities
  listServices(signal: AbortSignal): Promise<readonly string[]>
  listOperations(service: string, signal: AbortSignal): Promise<readonly string[]>
  listAttributeKeys(service: string | null, signal: AbortSignal): Promise<readonly string[]>
  listAttributeValues(
    key: string,
    service: string | null,
    signal: AbortSignal,
  ): Promise<readonly string[]>
  searchTraces(query: TraceQuery, signal: AbortSignal): Promise<TraceSearch>
  /** The trace as the source encodes it; decoding is the worker's. */
  fetchTrace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace>
  /** One answer a reference, in the order asked; at most `capabilities.resolveAtOnce` references. */
  resolveSpans(refs: readonly SpanRef[], signal: AbortSignal): Promise<readonly Resolution[]>
  /** Links that point to a span, or with no span id to any span of a trace. */
  findLinksTo(target: LinksToQuery, signal: AbortSignal): Promise<BacklinkPage>
  /** Links to each span of a trace from any trace, where the source can count them without a scan. */
  countLinksTo?(id: TraceId, signal: AbortSignal): Promise<ReadonlyMap<SpanId, number>>
  /** Notice of spans that arrive; undefined where the source has none. The answer stops it. */
  watch?(onNotice: (notice: ArrivalNotice) => void): () => void
}

export interface Capabilities {
  /** How "linked from" is answered. */
  readonly linkedFrom: 'index' | 'scan' | 'none'
  readonly linkAttributes: boolean
  readonly resolveAtOnce: number
  readonly watch: boolean
}

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
}

/** How a source encodes traces; `sources/decode.ts` has a decoder for each. */
export type Encoding = 'otlp-protobuf' | 'otlp-json'

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
}

/** A link seen from its target. */
export interface Backlink {
  readonly from: SpanSummary
  readonly link: Link
}

export interface BacklinkPage {
  readonly backlinks: readonly Backlink[]
  readonly total: number
  readonly cursor: string | null
}

export interface ArrivalNotice {
  /** Traces seen for the first time since the notice before. */
  readonly newTraces: number
  /** Traces that got spans; when there are too many to name, `all` is true. */
  readonly traceIds: readonly TraceId[]
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
