import { type Nanos, nanosBetween } from '../base/time.ts'
import type { SpanSummary } from './summary.ts'

type Timed = Pick<SpanSummary, 'start' | 'end'>

/** How long an item waited between a linked span and the span that links to it. */
export interface Wait {
  /** Start of the linking span − end of the linked span. Negative: they overlapped. */
  readonly nanos: Nanos
  /** `future`: the linked span starts after the linking one: clock skew, or a link to the future. */
  readonly kind: 'waited' | 'overlap' | 'future'
}

export function waitBetween(linking: Timed, linked: Timed): Wait {
  const nanos = nanosBetween(linked.end, linking.start)
  if (linked.start > linking.start) return { nanos, kind: 'future' }
  return { nanos, kind: nanos < 0 ? 'overlap' : 'waited' }
}

export interface WaitFigures {
  readonly count: number
  readonly median: Nanos
  readonly p95: Nanos
  readonly longest: Nanos
}

/** Nearest-rank percentiles of waits (overlaps count with their negative value); null when there is none. */
export function waitFigures(waits: readonly Nanos[]): WaitFigures | null {
  if (waits.length === 0) return null
  const sorted = Float64Array.from(waits).sort()
  const rank = (q: number) => sorted[rankOf(q, sorted.length)]
  return { count: sorted.length, median: rank(0.5), p95: rank(0.95), longest: sorted.at(-1) ?? 0 }
}

/** {@link WaitFigures} as the waits that they are: an overlap is told in other words than a wait. */
export interface RankedWaits {
  readonly count: number
  readonly median: Wait
  readonly p95: Wait
  readonly longest: Wait
}

/** {@link waitFigures} of waits; null when there is none. */
export function rankedWaits(waits: readonly Wait[]): RankedWaits | null {
  if (waits.length === 0) return null
  const sorted = waits.toSorted((a, b) => a.nanos - b.nanos)
  const rank = (q: number) => sorted[rankOf(q, sorted.length)]
  return { count: sorted.length, median: rank(0.5), p95: rank(0.95), longest: rank(1) }
}

function rankOf(q: number, count: number): number {
  return Math.max(0, Math.ceil(q * count) - 1)
}

/** Waits in equal steps from the shortest to the longest, how many each; empty below three waits. */
export function waitHistogram(waits: readonly Nanos[], steps: number): number[] {
  if (waits.length < 3) return []
  let low = Infinity
  let high = -Infinity
  for (const wait of waits) {
    if (wait < low) low = wait
    if (wait > high) high = wait
  }
  const counts = Array.from({ length: steps }, () => 0)
  const width = (high - low) / steps || 1
  for (const wait of waits) counts[Math.min(steps - 1, Math.floor((wait - low) / width))]++
  return counts
}
