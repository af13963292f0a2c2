import type * as z from 'zod/mini'
import type { spanSummary, traceSummary } from '../../sources/local/schema.ts'
import type { SpanSummary, TraceSummary } from '../../model/summary.ts'

/** The domain's summaries as the API writes them. */
export function spanSummaryToWire(span: SpanSummary): z.input<typeof spanSummary> {
  const { ref, start, end, ...rest } = span
  return {
    traceId: ref.traceId,
    spanId: ref.spanId,
    ...rest,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
  }
}

export function traceSummaryToWire(trace: TraceSummary): z.input<typeof traceSummary> {
  const { start, end, services, shape, linkedFrom, ...rest } = trace
  return {
    ...rest,
    linkedFrom: linkedFrom ?? 0,
    services: [...services],
    shape: [...shape],
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
  }
}
