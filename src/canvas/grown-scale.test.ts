import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interval } from '../base/intervals.ts'
import { HOUR, MINUTE, SECOND } from '../base/time.ts'
import { gapScale } from './gap-scale.ts'
import { type Growth, grownScale } from './grown-scale.ts'

const GROWTH: Growth = { gapWidth: 120, most: 1200, margin: 0 }

const someBusy = fc.array(
  fc
    .tuple(fc.integer({ min: -3 * HOUR, max: 3 * HOUR }), fc.oneof(fc.nat(SECOND), fc.nat(HOUR)))
    .map(([from, length]): Interval => ({ from, to: from + length })),
  { minLength: 1, maxLength: 10 },
)

function momentsOf(busy: readonly Interval[]): number[] {
  return busy.flatMap(({ from, to }) => [from, Math.round((from + to) / 2), to])
}

describe('grownScale', () => {
  it('leaves every moment that was busy where it was, however often it grows', () => {
    fc.assert(
      fc.property(someBusy, someBusy, someBusy, (busy, more, most) => {
        const scale = gapScale(busy, 1200, 120)
        const once = grownScale(scale, [...busy, ...more], GROWTH)
        const twice = grownScale(once, [...busy, ...more, ...most], GROWTH)
        for (const time of momentsOf(busy)) {
          expect(twice.toX(time)).toBeCloseTo(scale.toX(time), 3)
        }
        for (const time of momentsOf(more)) {
          expect(twice.toX(time)).toBeCloseTo(once.toX(time), 3)
        }
      }),
    )
  })
  it('never runs backwards, and covers all that it was given', () => {
    fc.assert(
      fc.property(someBusy, someBusy, (busy, more) => {
        const scale = grownScale(gapScale(busy, 1200, 120), more, GROWTH)
        const times = momentsOf([...busy, ...more]).sort((a, b) => a - b)
        expect(scale.covers).toMatchObject({ from: times[0] })
        for (let i = 1; i < times.length; i++) {
          expect(scale.toX(times[i]) - scale.toX(times[i - 1])).toBeGreaterThan(-1e-6)
        }
      }),
    )
  })
  it('marks no idle time in which something is busy', () => {
    fc.assert(
      fc.property(someBusy, someBusy, (busy, more) => {
        const { gaps } = grownScale(gapScale(busy, 1200, 120), more, GROWTH)
        for (const one of [...busy, ...more]) {
          const marked = gaps.filter(({ from, to }) => from < one.to - 1 && to > one.from + 1)
          expect(marked).toEqual([])
        }
        gaps.slice(1).forEach((gap, i) => {
          expect(gap.x).toBeGreaterThan(gaps[i].x + gaps[i].width - 1e-6)
        })
      }),
    )
  })
  it('is the same scale when it has room for everything', () => {
    const scale = gapScale([{ from: 0, to: 5 * SECOND }], 1200)
    expect(grownScale(scale, [{ from: SECOND, to: 2 * SECOND }], GROWTH)).toBe(scale)
  })
  it('goes on at its rate for what is near', () => {
    const scale = gapScale([{ from: 0, to: 100 * SECOND }], 1200, 120)
    const near = grownScale(scale, [{ from: -5 * SECOND, to: 105 * SECOND }], GROWTH)
    expect(near.knots).toBe(scale.knots)
    expect(near.covers).toEqual({ from: -5 * SECOND, to: 105 * SECOND })
    const far = grownScale(near, [{ from: -HOUR, to: -HOUR + SECOND }], GROWTH)
    expect(far.toX(-5 * SECOND)).toBeCloseTo(-60)
    expect(far.toX(-2 * SECOND)).toBeCloseTo(-24)
  })
  it('cuts a gap up within its width, and keeps what is left of it marked', () => {
    const ends = [
      { from: 0, to: SECOND },
      { from: HOUR, to: HOUR + SECOND },
    ]
    const scale = gapScale(ends, 1200, 120)
    const middle = { from: 30 * MINUTE, to: 31 * MINUTE }
    const grown = grownScale(scale, [...ends, middle], GROWTH)
    expect(grown.gaps.map(({ from, to }) => [from, to])).toEqual([
      [SECOND, 30 * MINUTE],
      [31 * MINUTE, HOUR],
    ])
    expect(grown.toX(31 * MINUTE) - grown.toX(30 * MINUTE)).toBeCloseTo(60)
    expect(grown.toX(HOUR)).toBeCloseTo(scale.toX(HOUR))
  })
  it('goes on to the left with a gap as wide as asked for', () => {
    const scale = gapScale([{ from: 0, to: SECOND }], 1200, 120)
    const grown = grownScale(scale, [{ from: -HOUR, to: -HOUR + SECOND }], {
      ...GROWTH,
      margin: 300,
    })
    expect(grown.gaps).toMatchObject([{ from: -HOUR + SECOND, to: 0, x: -300, width: 300 }])
    expect(grown.toX(-HOUR)).toBeCloseTo(-300 - 1200)
  })
})
