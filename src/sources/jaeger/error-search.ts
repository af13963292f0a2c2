import { formatCount } from '../../base/format.ts'
import { attributeText } from '../../model/attributes.ts'
import type { TraceId } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { STATUS_ERROR, STATUS_OK } from '../../model/span.ts'
import { groupByTrace } from '../../model/trace-builder.ts'
import type { TimeWindow } from '../scan.ts'
import type { JaegerApi } from './api.ts'
import type { JaegerQuery } from './params.ts'

export interface FoundBySearch {
  readonly batches: readonly SpanBatch[]
  /** The traces of these that count; undefined: all. */
  readonly only?: ReadonlySet<TraceId>
  readonly leftOut: readonly string[]
}

type LimitedQuery = JaegerQuery & { readonly limit: number }

/**
 * Searches of one Jaeger. It is asked for errors with the text "true", which the memory store of version 2 (2.13 at least) reads as
 * "no error": it hands out the traces with a span whose status is OK. So until one was seen to understand, errors are also looked
 * for among all traces.
 */
export function traceSearch(api: Pick<JaegerApi, 'search'>) {
  let understandsErrors = false
  return async (
    query: LimitedQuery,
    window: TimeWindow,
    signal: AbortSignal,
  ): Promise<FoundBySearch> => {
    const batch = await api.search(query, window, query.limit + 1, signal)
    if (query.status !== 'error' || understandsErrors) return { batches: [batch], leftOut: [] }
    understandsErrors = understood(batch, query)
    if (understandsErrors) return { batches: [batch], leftOut: [] }
    const any = await api.search({ ...query, status: 'any' }, window, query.limit + 1, signal)
    const read = groupByTrace(any).size
    return {
      batches: [batch, any],
      only: new Set([batch, any].flatMap((some) => [...errorTraces(some, query)])),
      leftOut: read > query.limit ? [errorsAmong(read)] : [],
    }
  }
}

function errorsAmong(traces: number): string {
  return `This Jaeger was not seen to search for errors: they were looked for among ${formatCount(traces)} traces only.`
}

/** The traces with a span that failed and that the rest of the query fits. */
function errorTraces(batch: SpanBatch, query: JaegerQuery): Set<TraceId> {
  const traces = new Set<TraceId>()
  for (const [traceId, spans] of groupByTrace(batch)) {
    if (spans.some((i) => batch.status[i] === STATUS_ERROR && fits(batch, i, query))) {
      traces.add(traceId)
    }
  }
  return traces
}

/** Whether a search for errors was understood for certain: it found a failed trace without any span of status OK. */
function understood(batch: SpanBatch, query: JaegerQuery): boolean {
  const failed = errorTraces(batch, query)
  return [...groupByTrace(batch)].some(
    ([traceId, spans]) => failed.has(traceId) && spans.every((i) => batch.status[i] !== STATUS_OK),
  )
}

function fits(batch: SpanBatch, i: number, query: JaegerQuery): boolean {
  const { service, operation, attributes } = query
  if (service !== null && batch.strings[batch.service[i]] !== service) return false
  if (operation !== null && batch.strings[batch.name[i]] !== operation) return false
  if (attributes.length === 0) return true
  const span = batch.span(i)
  const all = [...span.attributes, ...span.resource.attributes]
  return attributes.every(({ key, value }) =>
    all.some((entry) => entry.key === key && attributeText(entry.value) === value),
  )
}
