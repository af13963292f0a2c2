import { type TraceId, traceIdAt } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { type Attributes, attributeText } from '../../model/attributes.ts'
import { STATUS_ERROR, STATUS_OK, type Span } from '../../model/span.ts'
import { extentOf, summariseTrace } from '../../model/summarise.ts'
import type { TraceSummary } from '../../model/summary.ts'
import type { AttributeFilter, TraceQuery, TraceSearch } from '../source.ts'
import type { TraceIndex } from './trace-index.ts'

/** The line of a trace, with its links counted both ways. */
export function summaryIn(index: TraceIndex, traceId: TraceId, spans: Uint32Array): TraceSummary {
  const summary = summariseTrace(index.batch, spans)
  return { ...summary, linkedFrom: index.linksTo(traceId).length }
}

/** What each field of a query means is written at {@link TraceQuery}. Yields after every trace. */
export function* searchIndex(index: TraceIndex, query: TraceQuery): Generator<void, TraceSearch> {
  const candidates: Candidate[] = []
  const listed = query.traceIds && new Set(query.traceIds)
  for (const [traceId, spans] of index.traces) {
    if (listed && !listed.has(traceId)) continue
    const candidate = { traceId, spans, ...extentOf(index.batch, spans) }
    if (inRange(candidate, query)) candidates.push(candidate)
    yield
  }
  candidates.sort(orderOf(query))
  const matches = matcherOf(index, query)
  const traces: TraceSummary[] = []
  let more = false
  for (const candidate of candidates) {
    if (matches(candidate)) {
      more = traces.length === query.limit
      if (more) break
      traces.push(summaryIn(index, candidate.traceId, candidate.spans))
    }
    yield
  }
  return { traces, more }
}

interface Candidate {
  readonly traceId: TraceId
  readonly spans: Uint32Array
  readonly start: bigint
  readonly end: bigint
}

function inRange({ start, end }: Candidate, query: TraceQuery): boolean {
  if (query.from !== null && start < query.from) return false
  if (query.to !== null && start > query.to) return false
  const duration = Number(end - start)
  if (query.minDuration !== null && duration < query.minDuration) return false
  return query.maxDuration === null || duration <= query.maxDuration
}

/** Of equals the larger id first, or last: any order that does not depend on the files. */
function orderOf({ sort }: TraceQuery): (a: Candidate, b: Candidate) => number {
  const key = ({ start, end }: Candidate) =>
    sort === 'newest' || sort === 'oldest' ? start : end - start
  const sign = sort === 'newest' || sort === 'longest' ? -1 : 1
  return (a, b) => {
    const [left, right] = [key(a), key(b)]
    if (left !== right) return left < right ? -sign : sign
    return a.traceId < b.traceId ? -sign : sign
  }
}

function matcherOf(index: TraceIndex, query: TraceQuery): (candidate: Candidate) => boolean {
  const { batch } = index
  const linking =
    query.linksTo === null
      ? null
      : new Set(index.linksTo(query.linksTo).map(({ span }) => traceIdAt(batch.traceIds, span)))
  const spanMatches = spanMatcher(batch, query)
  return ({ traceId, spans }) => {
    if (linking && !linking.has(traceId)) return false
    if (query.links === 'in' && index.linksTo(traceId).length === 0) return false
    if (query.links === 'out') {
      if (!spans.some((i) => batch.linkOffset[i + 1] > batch.linkOffset[i])) return false
    }
    return spanMatches === null || spans.some(spanMatches)
  }
}

/** Whether one span has all that a query asks of one and the same span; null: it asks nothing of a span. */
function spanMatcher(batch: SpanBatch, query: TraceQuery): ((i: number) => boolean) | null {
  const { service, operation, attributes, status } = query
  if (service === null && operation === null && attributes.length === 0 && status === 'any') {
    return null
  }
  const serviceIndex = service === null ? null : batch.strings.indexOf(service)
  const nameIndex = operation === null ? null : batch.strings.indexOf(operation)
  return (i) =>
    (serviceIndex === null || batch.service[i] === serviceIndex) &&
    (nameIndex === null || batch.name[i] === nameIndex) &&
    hasStatus(batch.status[i], status) &&
    (attributes.length === 0 || hasAttributes(batch.span(i), attributes))
}

function hasStatus(code: number, status: TraceQuery['status']): boolean {
  switch (status) {
    case 'any':
      return true
    case 'ok':
      return code === STATUS_OK
    case 'error':
      return code === STATUS_ERROR
    case 'unset':
      return code !== STATUS_OK && code !== STATUS_ERROR
  }
}

/** True when each filter holds for an attribute of the span or of its resource. */
function hasAttributes(span: Span, filters: readonly AttributeFilter[]): boolean {
  const holds = (attributes: Attributes, { key, value }: AttributeFilter) =>
    attributes.some((entry) => entry.key === key && attributeText(entry.value) === value)
  return filters.every(
    (filter) => holds(span.attributes, filter) || holds(span.resource.attributes, filter),
  )
}
