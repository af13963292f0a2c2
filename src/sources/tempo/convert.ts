import type * as z from 'zod/mini'
import { MAX_EPOCH_NANOS, MILLISECOND, type EpochNanos } from '../../base/time.ts'
import { parseTraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import type * as schema from './schema.ts'

/** How Tempo names the root of a trace whose root has not arrived. */
const NO_ROOT = '<root span not yet received>'

/**
 * The line of a trace that a search found; null when its id is none. Tempo trims the zeros that an id begins with. Which span
 * is the root and how many links there are it does not say.
 */
export function traceSummaryOf(found: z.infer<typeof schema.foundTrace>): TraceSummary | null {
  const traceId = parseTraceId(found.traceID)
  if (!traceId) return null
  const start = nanosOf(found.startTimeUnixNano)
  const end = start + BigInt(Math.max(0, Math.round((found.durationMs ?? 0) * 1e6)))
  const stats = found.serviceStats ? Object.entries(found.serviceStats) : null
  const arrived = found.rootServiceName !== NO_ROOT
  const total = (key: 'spanCount' | 'errorCount') =>
    stats && stats.reduce((sum, [, stat]) => sum + (stat[key] ?? 0), 0)
  const rootService = arrived ? (found.rootServiceName ?? '').toWellFormed() : ''
  return {
    traceId,
    rootSpanId: arrived ? undefined : null,
    rootService,
    rootName: (found.rootTraceName ?? '').toWellFormed(),
    start,
    end: end > MAX_EPOCH_NANOS ? MAX_EPOCH_NANOS : end,
    durationStep: MILLISECOND,
    spanCount: total('spanCount'),
    errorCount: total('errorCount'),
    services: stats
      ? stats.map(([service]) => service.toWellFormed()).sort()
      : [rootService].filter((service) => service !== ''),
    linksOut: null,
    linkedFrom: null,
    sample: false,
    shape: [],
  }
}

function nanosOf(value: string | number | bigint | undefined): EpochNanos {
  if (value === undefined) return 0n
  if (typeof value === 'number' && !Number.isFinite(value)) return 0n
  const nanos = BigInt(typeof value === 'number' ? Math.round(value) : value)
  return nanos < 0n || nanos > MAX_EPOCH_NANOS ? 0n : nanos
}
