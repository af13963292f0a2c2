import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BoxTime, clockOf, extentOn, grownClock } from './clock.ts'

const HOUR = 3.6e12
const anyTimes = fc.array(
  fc.option(
    fc
      .tuple(fc.integer({ min: -1e13, max: 1e13 }), fc.nat(1e12))
      .map(([from, length]): BoxTime => ({ from, to: from + length })),
  ),
  { minLength: 1, maxLength: 30 },
)

describe('the clock of a timeline', () => {
  test('draws a long idle time short and marks it with its true length', () => {
    const { scale } = clockOf(0n, [
      { from: 0, to: 1e9 },
      { from: HOUR, to: HOUR + 1e9 },
    ])
    expect(scale.gaps.map(({ from, to }) => [from, to])).toEqual([[1e9, HOUR]])
    expect(scale.toX(HOUR)).toBeLessThan(2000)
  })

  test('puts boxes whose time is not known left of all others', () => {
    fc.assert(
      fc.property(anyTimes, (times) => {
        const clock = clockOf(0n, times)
        const { x, width } = extentOn(clock, null)
        for (const time of times) {
          if (time) expect(x + width).toBeLessThan(extentOn(clock, time).x)
        }
      }),
    )
  })

  test('moves no box when more come', () => {
    fc.assert(
      fc.property(anyTimes, anyTimes, (times, more) => {
        fc.pre(times.some((time) => time !== null))
        const clock = clockOf(0n, times)
        const grown = grownClock(clock, [...times, ...more])
        for (const time of times) {
          if (!time) continue
          const [before, after] = [extentOn(clock, time), extentOn(grown, time)]
          expect(after.x).toBeCloseTo(before.x, 3)
          // As wide as a box at least; longer ones are as wide as before.
          expect(after.width).toBeCloseTo(before.width, 3)
        }
      }),
    )
  })

  test('leaves those where they are whose time is not known, when earlier ones come', () => {
    const times = [null, { from: 0, to: 1e9 }]
    const clock = clockOf(0n, times)
    const once = grownClock(clock, [...times, { from: -HOUR, to: -HOUR + 1e9 }])
    const twice = grownClock(once, [...times, { from: -3 * HOUR, to: -HOUR + 1e9 }])
    expect([once.unknownX, twice.unknownX]).toEqual([clock.unknownX, clock.unknownX])
    expect(once.scale.toX(-HOUR + 1e9)).toBeLessThan(clock.unknownX)
    expect(twice.grown).toBe(true)
  })

  test('has not grown when it had room', () => {
    const times = [{ from: 0, to: 1e9 }]
    const clock = clockOf(0n, times)
    const grown = grownClock(clock, [...times, { from: 10, to: 1000 }])
    expect(grown.grown).toBe(false)
    expect(grown.scale).toBe(clock.scale)
  })
})
