import { type Interval, gapsOf, lengthOf, unionOf } from '../base/intervals.ts'
import type { Nanos } from '../base/time.ts'
import { type Gap, type GapScale, type Knot, gapScale, scaleOf } from './gap-scale.ts'

export interface Growth {
  /** Of a compressed gap that is new. */
  readonly gapWidth: number
  /** The most that busy time on one side may take. */
  readonly most: number
  /** Room left of what was covered that no time falls into, if idle time is there. */
  readonly margin: number
}

/**
 * A scale that shows more busy time and leaves all that it covered where it was, but for what lies within its gaps: time before and
 * after goes on at its rate, as far as there is room; a gap in which something was busy after all is cut up within its width. The scale
 * itself if it has room for everything.
 */
export function grownScale(scale: GapScale, busy: readonly Interval[], growth: Growth): GapScale {
  const { covers } = scale
  if (!covers) return scale
  const union = unionOf(busy)
  const before = within(union, -Infinity, covers.from)
  const after = within(union, covers.to, Infinity)
  const inner = cutGaps(scale, union, growth.gapWidth)
  if (before.length === 0 && after.length === 0 && inner === null) return scale
  const { knots, gaps } = inner ?? scale
  const { toX } = scale
  const all = { from: before[0]?.from ?? covers.from, to: after.at(-1)?.to ?? covers.to }
  const isNear = (from: Nanos, to: Nanos, most: number) => toX(to) - toX(from) <= most
  const leftRoom = growth.margin > 0 ? 0 : growth.gapWidth
  const left =
    before.length > 0 && !isNear(all.from, covers.from, leftRoom)
      ? leftOf(scale, covers.from, before, growth)
      : NOTHING
  const right =
    after.length > 0 && !isNear(covers.to, all.to, growth.gapWidth)
      ? rightOf(scale, covers.to, after, growth)
      : NOTHING
  if (inner === null && left === NOTHING && right === NOTHING) return { ...scale, covers: all }
  return scaleOf(
    [...left.knots, ...knots, ...right.knots],
    [...left.gaps, ...gaps, ...right.gaps],
    all,
  )
}

interface Part {
  readonly knots: readonly Knot[]
  readonly gaps: readonly Gap[]
}

const NOTHING: Part = { knots: [], gaps: [] }

function leftOf(scale: GapScale, end: Nanos, busy: readonly Interval[], growth: Growth): Part {
  const { rate } = scale.knots[0]
  const to = scale.toX(end)
  const idle: Interval = { from: busy[busy.length - 1].to, to: end }
  const between = widthBetween(idle, rate, growth.gapWidth, growth.margin)
  const width = widthOf(busy, rate, growth)
  const part = moved(gapScale(busy, width, growth.gapWidth), to - between - width)
  const joint = jointOf(idle, to - between, between, rate)
  return {
    knots: [...part.knots, ...joint.knots, { time: end, x: to, rate }],
    gaps: [...part.gaps, ...joint.gaps],
  }
}

function rightOf(scale: GapScale, start: Nanos, busy: readonly Interval[], growth: Growth): Part {
  const { rate } = scale.knots[scale.knots.length - 1]
  const from = scale.toX(start)
  const idle: Interval = { from: start, to: busy[0].from }
  const between = widthBetween(idle, rate, growth.gapWidth, 0)
  const part = moved(gapScale(busy, widthOf(busy, rate, growth), growth.gapWidth), from + between)
  const joint = jointOf(idle, from, between, rate)
  return {
    knots: [...joint.knots, ...part.knots],
    gaps: [...joint.gaps, ...part.gaps],
  }
}

function widthBetween(idle: Interval, rate: number, gapWidth: number, margin: number): number {
  const natural = (idle.to - idle.from) * rate
  if (natural === 0) return 0
  return Math.max(margin, Math.min(gapWidth, natural))
}

/** As wide as at the rate, with some room for idle time between; tiny things as wide as a gap. */
function widthOf(busy: readonly Interval[], rate: number, { gapWidth, most }: Growth): number {
  const natural = lengthOf(busy) * rate * 1.5
  return Math.min(most, Math.max(gapWidth, natural) + gapsOf(busy).length * gapWidth)
}

function jointOf(idle: Interval, x: number, width: number, rate: number): Part {
  const length = idle.to - idle.from
  if (length === 0) return NOTHING
  const isPlain = Math.abs(width - length * rate) < 1e-6
  return {
    knots: [{ time: idle.from, x, rate: width / length }],
    gaps: isPlain ? [] : [{ ...idle, x, width }],
  }
}

/** The scale with those gaps cut up in which something is busy; null: there are none. */
function cutGaps(scale: GapScale, union: readonly Interval[], gapWidth: number): Part | null {
  const gaps: Gap[] = []
  const cuts: Knot[] = []
  const cutAt = new Set<Nanos>()
  for (const gap of scale.gaps) {
    const busy = within(union, gap.from, gap.to)
    if (busy.length === 0) {
      gaps.push(gap)
      continue
    }
    const ends = [gap.from, gap.to].map((time) => ({ from: time, to: time }))
    const part = moved(gapScale([ends[0], ...busy, ends[1]], gap.width, gapWidth), gap.x)
    gaps.push(...part.gaps)
    cuts.push(...part.knots)
    cutAt.add(gap.from)
  }
  if (cuts.length === 0) return null
  // Those of one time stay in this order: the scale goes on behind a gap as it did before.
  const kept = scale.knots.filter(({ time }) => !cutAt.has(time))
  return { gaps, knots: [...cuts, ...kept].sort((a, b) => a.time - b.time) }
}

/** What of a union lies between two moments. A moment of no length takes a nanosecond, so that it has a place. */
function within(union: readonly Interval[], from: Nanos, to: Nanos): Interval[] {
  return union
    .filter((one) => one.from < to && (one.to > from || (one.from === one.to && one.from > from)))
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .map((one) => ({ from: one.from, to: Math.max(one.to, Math.min(one.from + 1, to)) }))
}

function moved({ knots, gaps }: GapScale, by: number): Part {
  const move = <T extends { readonly x: number }>(one: T) => ({ ...one, x: one.x + by })
  return { knots: knots.map(move), gaps: gaps.map(move) }
}
