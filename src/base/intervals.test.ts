import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Interval, gapsOf, lengthOf, unionOf } from './intervals.ts'

const MOST = 40
const someIntervals = fc.array(
  fc
    .tuple(fc.nat(MOST), fc.nat(MOST))
    .map(([a, b]): Interval => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { maxLength: 8 },
)

/** Whether any of them covers the unit that begins at `unit`. */
function covers(intervals: readonly Interval[], unit: number): boolean {
  return intervals.some(({ from, to }) => from <= unit && unit < to)
}

it('a union covers what its parts cover, once, and its gaps cover the rest between', () => {
  fc.assert(
    fc.property(someIntervals, (intervals) => {
      const union = unionOf(intervals)
      const gaps = gapsOf(union)
      let busy = 0
      for (let unit = 0; unit <= MOST; unit++) {
        const covered = covers(intervals, unit)
        if (covered) busy++
        expect(covers(union, unit)).toBe(covered)
        const inside =
          union.length > 0 && unit >= union[0].from && unit < union[union.length - 1].to
        expect(covers(gaps, unit)).toBe(inside && !covered)
      }
      expect(lengthOf(union)).toBe(busy)
      for (const { from, to } of gaps) expect(to).toBeGreaterThan(from)
    }),
  )
})
it('stretches that touch are one', () => {
  expect(
    unionOf([
      { from: 5, to: 9 },
      { from: 1, to: 5 },
    ]),
  ).toEqual([{ from: 1, to: 9 }])
})
