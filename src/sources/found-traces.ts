import { formatCount } from '../base/format.ts'
import type { TraceId } from '../model/ids.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { summariseTrace } from '../model/summarise.ts'
import { type TraceSummary, durationOf } from '../model/summary.ts'
import { groupByTrace } from '../model/trace-builder.ts'
import { backlinksIn } from './backlinks.ts'
import type { Searched, TraceQuery, TraceSearch, TraceSort } from './source.ts'
import type { TimeWindow } from './scan.ts'

/** What a source did of a search before it handed out traces. */
export interface DoneBySource {
  /** Orders in which it chose the traces to hand out. */
  readonly orders: readonly TraceSort[]
  /** Whether it matched links. */
  readonly links: boolean
  /** What it did not look at, in plain sentences. */
  readonly leftOut: readonly string[]
}

/**
 * The answer to a search from the whole traces that a source found, by one search or several of `limit + 1` traces at most.
 * What the source did not match itself, the trace's duration at least, is matched here, and so is the order made; what that
 * leaves out is said.
 */
export function foundTraces(
  batches: readonly SpanBatch[],
  query: TraceQuery,
  window: TimeWindow,
  bySource: DoneBySource,
): TraceSearch {
  const traces = tracesIn(batches)
  const matching = traces.filter(matcher(batches, query)).sort(COMPARE[query.sort])
  const more = traces.length > query.limit
  const leftOut = [
    ...bySource.leftOut,
    ...(more ? consequencesOf(query, traces.length, bySource) : []),
  ]
  if (query.minDuration !== null) {
    leftOut.push('The shortest duration is compared with single spans, not with the whole trace.')
  }
  const asked = query.from !== null && query.to !== null && leftOut.length === 0
  const services = query.service === null ? null : [query.service]
  const searched: Searched = { ...window, services, traces: null, leftOut }
  return { traces: matching.slice(0, query.limit), more, ...(!asked && { searched }) }
}

/** Each trace once: several searches may find the same, and each hands it out whole. */
function tracesIn(batches: readonly SpanBatch[]): TraceSummary[] {
  const traces = new Map<TraceId, TraceSummary>()
  for (const batch of batches) {
    for (const [traceId, spans] of groupByTrace(batch)) {
      if (!traces.has(traceId)) traces.set(traceId, summariseTrace(batch, spans))
    }
  }
  return [...traces.values()]
}

/** What it means that there are more traces than were read. */
function consequencesOf(
  { links, linksTo, maxDuration, sort }: TraceQuery,
  read: number,
  bySource: DoneBySource,
): string[] {
  const byLinks = !bySource.links && (links !== 'any' || linksTo !== null)
  const filtered = byLinks || maxDuration !== null
  const found = `the ${formatCount(read)} traces that the source gave`
  return [
    ...(filtered ? [`The filters that this source lacks were applied to ${found} only.`] : []),
    ...(bySource.orders.includes(sort)
      ? []
      : [`The order is that of ${found}; others may come before them.`]),
  ]
}

function matcher(
  batches: readonly SpanBatch[],
  query: TraceQuery,
): (trace: TraceSummary) => boolean {
  const { minDuration, maxDuration, links, linksTo } = query
  const linking: ReadonlySet<TraceId> | null =
    linksTo &&
    new Set(
      batches
        .flatMap((batch) => backlinksIn(batch, { traceId: linksTo, spanId: null }))
        .map(({ from }) => from.ref.traceId),
    )
  return (trace) => {
    const duration = durationOf(trace)
    return (
      (minDuration === null || duration >= minDuration) &&
      (maxDuration === null || duration <= maxDuration) &&
      (links !== 'out' || (trace.linksOut ?? 0) > 0) &&
      (linking === null || linking.has(trace.traceId))
    )
  }
}

const byStart = (a: TraceSummary, b: TraceSummary) => Number(a.start - b.start)
const byDuration = (a: TraceSummary, b: TraceSummary) => durationOf(a) - durationOf(b)

const COMPARE: Record<TraceSort, (a: TraceSummary, b: TraceSummary) => number> = {
  newest: (a, b) => byStart(b, a),
  oldest: byStart,
  longest: (a, b) => byDuration(b, a) || byStart(b, a),
  shortest: (a, b) => byDuration(a, b) || byStart(b, a),
}
