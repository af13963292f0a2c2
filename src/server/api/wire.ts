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
  const { start, end, services, shape, ...rest } = trace
  return {
    ...rest,
    // The store knows its roots and counts everything.
    rootSpanId: trace.rootSpanId ?? null,
    spanCount: trace.spanCount ?? 0,
    errorCount: trace.errorCount ?? 0,
    linksOut: trace.linksOut ?? 0,
    linkedFrom: trace.linkedFrom ?? 0,
    services: [...services],
    shape: [...shape],
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
  }
}
