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

/** What several searches for one query found, put together. */
export interface GatheredTraces {
  /** Whole traces, of which only some may match; each counts once, though several searches may find it. */
  add(batch: SpanBatch, only?: ReadonlySet<TraceId>): void
  /** The answer from what was added so far. */
  answer(leftOut: readonly string[]): TraceSearch
}

/**
 * Makes an answer from the whole traces that a source found, by one search or several of `limit + 1` traces at most. What the source
 * did not match itself, the trace's duration at least, is matched here, and so is the order made; what that leaves out is said.
 */
export function gatherTraces(
  query: TraceQuery,
  window: TimeWindow,
  bySource: Omit<DoneBySource, 'leftOut'>,
): GatheredTraces {
  const traces = new Map<TraceId, TraceSummary>()
  const linking = new Set<TraceId>()
  const { linksTo } = query
  return {
    add(batch, only) {
      for (const [traceId, spans] of groupByTrace(batch)) {
        if (only && !only.has(traceId)) continue
        if (!traces.has(traceId)) traces.set(traceId, summariseTrace(batch, spans))
      }
      const backlinks =
        linksTo === null ? [] : backlinksIn(batch, { traceId: linksTo, spanId: null })
      for (const { from } of backlinks) linking.add(from.ref.traceId)
    },
    answer(leftOutBefore) {
      const matching = [...traces.values()]
        // Sources also find traces of which only a part lies in the time.
        .filter(({ start }) => start >= window.from && start <= window.to)
        .filter((trace) => matches(trace, query))
        .filter(({ traceId }) => linksTo === null || linking.has(traceId))
        .sort(COMPARE[query.sort])
      const more = traces.size > query.limit
      const leftOut = [
        ...leftOutBefore,
        ...(more ? consequencesOf(query, traces.size, bySource) : []),
      ]
      if (query.minDuration !== null) {
        leftOut.push(
          'The shortest duration is compared with single spans, not with the whole trace.',
        )
      }
      const asked = query.from !== null && query.to !== null && leftOut.length === 0
      const services = query.service === null ? null : [query.service]
      const searched: Searched = { ...window, services, traces: null, leftOut }
      return { traces: matching.slice(0, query.limit), more, ...(!asked && { searched }) }
    },
  }
}

/** The answer from what was found at once. */
export function foundTraces(
  batches: readonly SpanBatch[],
  query: TraceQuery,
  window: TimeWindow,
  { leftOut, ...bySource }: DoneBySource,
): TraceSearch {
  const gathered = gatherTraces(query, window, bySource)
  for (const batch of batches) gathered.add(batch)
  return gathered.answer(leftOut)
}

/** What it means that there are more traces than were read. */
function consequencesOf(
  { links, linksTo, maxDuration, sort }: TraceQuery,
  read: number,
  bySource: Pick<DoneBySource, 'links' | 'orders'>,
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

function matches(trace: TraceSummary, { minDuration, maxDuration, links }: TraceQuery): boolean {
  const duration = durationOf(trace)
  return (
    (minDuration === null || duration >= minDuration) &&
    (maxDuration === null || duration <= maxDuration) &&
    (links !== 'out' || (trace.linksOut ?? 0) > 0)
  )
}

const byStart = (a: TraceSummary, b: TraceSummary) => Number(a.start - b.start)
const byDuration = (a: TraceSummary, b: TraceSummary) => durationOf(a) - durationOf(b)

/** The orders of a search. */
export const COMPARE: Record<TraceSort, (a: TraceSummary, b: TraceSummary) => number> = {
  newest: (a, b) => byStart(b, a),
  oldest: byStart,
  longest: (a, b) => byDuration(b, a) || byStart(b, a),
  shortest: (a, b) => byDuration(a, b) || byStart(b, a),
}
