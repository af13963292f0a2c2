import type { Nanos } from './time.ts'

/** A stretch of time, `from` ≤ `to`. */
export interface Interval {
  readonly from: Nanos
  readonly to: Nanos
}

/** The same time without overlaps, in order; stretches that touch are one. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1)
    if (!last || from > last.to) union.push({ from, to })
    else if (to > last.to) union[union.length - 1] = { from: last.from, to }
  }
  return union
}

/** What lies between the stretches of a union. */
export function gapsOf(union: readonly Interval[]): Interval[] {
  return union.slice(1).map(({ from }, before) => ({ from: union[before].to, to: from }))
}

export function lengthOf(intervals: readonly Interval[]): Nanos {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0)
}
