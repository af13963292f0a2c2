import { type Interval, gapsOf, lengthOf, unionOf } from '../base/intervals.ts'
import type { Nanos } from '../base/time.ts'
import type { TimeScale } from './time-scale.ts'

/** An idle stretch that is drawn shorter than it was. */
export interface Gap extends Interval {
  readonly x: number
  readonly width: number
}

/** A time scale on which long idle stretches have one fixed width, and all other time one rate. */
export interface GapScale extends TimeScale {
  /** In order. Their widths say nothing of their lengths: those must be written beside. */
  readonly gaps: readonly Gap[]
  /** Where the rate changes, in order. */
  readonly knots: readonly Knot[]
  /** From the first to the last busy moment; null: there is none. */
  readonly covers: Interval | null
}

/** From here on, up to the next knot, a scale runs at `rate` pixels a nanosecond. */
export interface Knot {
  readonly time: Nanos
  readonly x: number
  readonly rate: number
}

/** Idle time up to this share of the busy time is drawn as long as it was. */
const IDLE_SHARE = 0.5
/** Of the width all gaps together take no more. */
const GAPS_SHARE = 0.5

/**
 * Compresses the longest gaps between busy stretches until the idle time that is left is no more than half of the busy time.
 * Gaps of one length are treated alike. Before the first and after the last busy moment the scale goes on at its rate.
 *
 *     time   ███  ██ █                                             ████
 *     x      ███  ██ █  ⫽  ████
 */
export function gapScale(busy: readonly Interval[], width: number, gapWidth = 96): GapScale {
  const union = unionOf(busy)
  const gaps = gapsOf(union)
  const plan = planOf(lengthOf(union), gaps, width, gapWidth)
  const origin = union[0]?.from ?? 0
  const knots: Knot[] = [{ time: origin, x: 0, rate: plan.rate }]
  const compressed: Gap[] = []
  for (const gap of gaps) {
    const length = gap.to - gap.from
    if (length < plan.shortest) continue
    const before = knots[knots.length - 1]
    const x = before.x + (gap.from - before.time) * plan.rate
    compressed.push({ ...gap, x, width: plan.gapWidth })
    knots.push({ time: gap.from, x, rate: plan.gapWidth / length })
    knots.push({ time: gap.to, x: x + plan.gapWidth, rate: plan.rate })
  }
  const last = union.at(-1)
  return scaleOf(knots, compressed, last ? { from: origin, to: last.to } : null)
}

/** @param knots at least one */
export function scaleOf(
  knots: readonly Knot[],
  gaps: readonly Gap[],
  covers: Interval | null,
): GapScale {
  return {
    gaps,
    knots,
    covers,
    toX(time) {
      const knot = lastBefore(knots, 'time', time)
      return knot.x + (time - knot.time) * knot.rate
    },
    toTime(x) {
      const knot = lastBefore(knots, 'x', x)
      return knot.time + (x - knot.x) / knot.rate
    },
  }
}

interface Plan {
  /** Gaps from this length on are compressed. */
  readonly shortest: Nanos
  readonly gapWidth: number
  /** Pixels a nanosecond of what is not compressed. */
  readonly rate: number
}

function planOf(busy: Nanos, gaps: readonly Interval[], width: number, widest: number): Plan {
  const counts = new Map<Nanos, number>()
  for (const { from, to } of gaps) counts.set(to - from, (counts.get(to - from) ?? 0) + 1)
  let idle = 0
  let compressed = gaps.length
  for (const [length, count] of [...counts].sort(([a], [b]) => a - b)) {
    const plan = planFor(length)
    const withThese = idle + length * count
    // A gap that is shorter as it is than compressed stays as it is, too.
    if (withThese > busy * IDLE_SHARE && length * plan.rate > plan.gapWidth) return plan
    idle = withThese
    compressed -= count
  }
  return planFor(Infinity)

  function planFor(shortest: Nanos): Plan {
    const gapWidth = Math.min(widest, (width * GAPS_SHARE) / Math.max(1, compressed))
    const rate = (width - compressed * gapWidth) / Math.max(1, busy + idle)
    return { shortest, gapWidth, rate }
  }
}

function lastBefore(knots: readonly Knot[], axis: 'time' | 'x', value: number): Knot {
  let low = 0
  let high = knots.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (knots[middle][axis] <= value) low = middle
    else high = middle - 1
  }
  return knots[low]
}
