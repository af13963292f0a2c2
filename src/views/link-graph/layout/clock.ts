import type { Interval } from '../../../base/intervals.ts'
import type { EpochNanos } from '../../../base/time.ts'
import { type GapScale, gapScale } from '../../../canvas/gap-scale.ts'
import { BOX_WIDTH } from '../../../canvas/graph/graph-layout.ts'
import { grownScale } from '../../../canvas/grown-scale.ts'
import { BESIDE, type Extent } from './timeline.ts'

/** The clock of a timeline: what ticks and the marks of compressed gaps are drawn by, and boxes placed. */
export interface Clock {
  /** Time zero of the scale. */
  readonly origin: EpochNanos
  readonly scale: GapScale
  /** Where boxes stand whose time is not known. */
  readonly unknownX: number
  /** There are such boxes. */
  readonly unknown: boolean
  /** Time was added to it later, and does not run at one rate with the rest. */
  readonly grown: boolean
}

/** Offsets from a clock's origin; null: not known. */
export type BoxTime = Interval | null

const MIN_WIDTH = 1200
const GAP_WIDTH = 120
const UNKNOWN_WIDTH = BOX_WIDTH + 2 * BESIDE

/** A clock with one rate for all busy time. */
export function clockOf(origin: EpochNanos, times: readonly BoxTime[]): Clock {
  const busy = knownOf(times)
  return {
    origin,
    scale: gapScale(busy, widthFor(busy.length), GAP_WIDTH),
    unknownX: -UNKNOWN_WIDTH,
    unknown: busy.length < times.length,
    grown: false,
  }
}

/** The same clock with room for these times, too: none that it showed moves. @param times offsets from its origin */
export function grownClock(clock: Clock, times: readonly BoxTime[]): Clock {
  const busy = knownOf(times)
  const unknown = busy.length < times.length
  if (!clock.scale.covers) return clockOf(clock.origin, times)
  const isBeside = clock.unknownX < startOf(clock.scale)
  const scale = grownScale(clock.scale, busy, {
    gapWidth: GAP_WIDTH,
    most: widthFor(busy.length),
    // Those who stand there stay, with earlier times left of them.
    margin: clock.unknown && unknown && isBeside ? UNKNOWN_WIDTH + BESIDE : 0,
  })
  const isInside = scale.gaps.some(
    ({ x, width }) => x <= clock.unknownX && clock.unknownX + BOX_WIDTH <= x + width,
  )
  const stays = isInside || clock.unknownX + BOX_WIDTH < startOf(scale)
  return {
    origin: clock.origin,
    scale,
    unknownX: stays && unknown ? clock.unknownX : startOf(scale) - UNKNOWN_WIDTH,
    unknown,
    grown: clock.grown || scale.knots !== clock.scale.knots,
  }
}

export function extentOn({ scale, unknownX }: Clock, time: BoxTime): Extent {
  if (!time) return { x: unknownX, width: BOX_WIDTH }
  const x = scale.toX(time.from)
  return { x, width: Math.max(BOX_WIDTH, scale.toX(time.to) - x) }
}

/** Where its first busy moment is. */
export function startOf({ covers, toX }: GapScale): number {
  return covers ? toX(covers.from) : 0
}

function knownOf(times: readonly BoxTime[]): Interval[] {
  return times.filter((time) => time !== null)
}

function widthFor(boxes: number): number {
  return Math.max(MIN_WIDTH, Math.sqrt(boxes) * BOX_WIDTH)
}
