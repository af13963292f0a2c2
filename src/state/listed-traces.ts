import type { SpanId, TraceId } from '../model/ids.ts'
import { parseSpanId, parseTraceId } from '../model/ids.ts'
import { DEFAULT_SEARCH, type SearchState } from './search-state.ts'

/** A trace of a list, and the span of it that is meant; null: none in particular. */
export interface Listed {
  readonly traceId: TraceId
  readonly spanId: SpanId | null
}

/** With more, addresses grow longer than proxies take (8 KiB is common). */
export const MOST_LISTED = 200
/** Up to here the address has room for the spans as well. */
const MOST_WITH_SPANS = 100

const ENTRY = /(?<![0-9a-f])([0-9a-f]{32})(?:[:-]([0-9a-f]{16}))?(?![0-9a-f])/gi

/** The traces that a text lists, whatever stands between them, each once. */
export function parseListed(text: string): Listed[] {
  const listed = new Map<TraceId, Listed>()
  for (const [, trace, span = ''] of text.matchAll(ENTRY)) {
    const traceId = parseTraceId(trace)
    if (traceId && !listed.has(traceId)) listed.set(traceId, { traceId, spanId: parseSpanId(span) })
  }
  return [...listed.values()]
}

/**
 * The search whose results are these traces, where each row opens the span that is meant: "show these spans in search". Of more than
 * {@link MOST_LISTED} traces the first.
 */
export function listedSearch(spans: readonly Listed[]): SearchState {
  const traces = new Map<TraceId, Listed>()
  for (const span of spans) if (!traces.has(span.traceId)) traces.set(span.traceId, span)
  const listed = [...traces.values()].slice(0, MOST_LISTED)
  const withSpans = listed.length <= MOST_WITH_SPANS
  const ids = listed.map(({ traceId, spanId }) =>
    withSpans && spanId ? `${traceId}-${spanId}` : traceId,
  )
  return { ...DEFAULT_SEARCH, ids: ids.join(' ') }
}
