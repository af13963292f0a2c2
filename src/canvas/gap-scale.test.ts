import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Interval, gapsOf, lengthOf, unionOf } from '../base/intervals.ts'
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../base/time.ts'
import { gapScale } from './gap-scale.ts'

const WIDTH = 1200

const someBusy = fc
  .array(
    fc.record({
      idle: fc.oneof(fc.nat(SECOND), fc.nat(HOUR), fc.nat(7 * DAY)),
      busy: fc.oneof(fc.nat(MILLISECOND), fc.nat(2 * SECOND), fc.nat(HOUR)),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    let at = 0
    return steps.map(({ idle, busy }): Interval => {
      const from = at + idle
      at = from + busy
      return { from, to: at }
    })
  })

function momentsOf(busy: readonly Interval[]): number[] {
  return busy.flatMap(({ from, to }) => [from, Math.round((from + to) / 2), to])
}

describe('gapScale', () => {
  it('finds the time of every working moment again, to the nanosecond', () => {
    fc.assert(
      fc.property(someBusy, (busy) => {
        const scale = gapScale(busy, WIDTH)
        for (const time of momentsOf(busy)) {
          expect(Math.abs(scale.toTime(scale.toX(time)) - time)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
  it('never runs backwards, and later is further right', () => {
    fc.assert(
      fc.property(someBusy, fc.array(fc.integer({ min: -DAY, max: 100 * DAY })), (busy, more) => {
        const scale = gapScale(busy, WIDTH)
        const times = [...momentsOf(busy), ...more].sort((a, b) => a - b)
        for (let i = 1; i < times.length; i++) {
          const step = scale.toX(times[i]) - scale.toX(times[i - 1])
          expect(step).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
  it('fills the width from the first to the last moment', () => {
    fc.assert(
      fc.property(someBusy, (busy) => {
        fc.pre(lengthOf(busy) > 0)
        const scale = gapScale(busy, WIDTH)
        expect(scale.toX(busy[0].from)).toBe(0)
        expect(scale.toX(busy[busy.length - 1].to)).toBeCloseTo(WIDTH, 5)
      }),
    )
  })
  it('leaves no more idle time than half of the working time, or only gaps too narrow to compress', () => {
    fc.assert(
      fc.property(someBusy, (busy) => {
        const scale = gapScale(busy, WIDTH)
        const union = unionOf(busy)
        const compressed = new Set(scale.gaps.map(({ from }) => from))
        const left = gapsOf(union).filter(({ from }) => !compressed.has(from))
        const widest = Math.max(0, ...left.map(({ from, to }) => scale.toX(to) - scale.toX(from)))
        expect(lengthOf(left) <= lengthOf(union) / 2 || widest <= 96).toBe(true)
      }),
    )
  })
  it('gives every compressed gap the same width and keeps its true length', () => {
    const scale = gapScale(
      [
        { from: 0, to: 41 * MILLISECOND },
        { from: 58 * MINUTE, to: 58 * MINUTE + 1.7 * SECOND },
        { from: 59 * MINUTE, to: 59 * MINUTE + 0.2 * SECOND },
      ],
      WIDTH,
    )
    expect(scale.gaps.map(({ width }) => width)).toEqual([96, 96])
    expect(scale.gaps.map(({ from, to }) => to - from)).toEqual([
      58 * MINUTE - 41 * MILLISECOND,
      MINUTE - 1.7 * SECOND,
    ])
    expect(scale.toX(scale.gaps[0].from)).toBeCloseTo(scale.gaps[0].x)
  })
  it('draws a short gap between long works as long as it was', () => {
    const scale = gapScale(
      [
        { from: 0, to: 900 },
        { from: 1000, to: 1900 },
      ],
      1900,
    )
    expect(scale.gaps).toEqual([])
    expect(scale.toX(1000)).toBeCloseTo(1000)
  })
  it('treats gaps of one length alike, however many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.integer({ min: 1, max: 2000 }),
        (n, idle) => {
          const busy = Array.from({ length: n }, (_, i) => {
            const from = i * (100 + idle)
            return { from, to: from + 100 }
          })
          expect([0, n - 1]).toContain(gapScale(busy, WIDTH).gaps.length)
        },
      ),
    )
  })
  it('gaps between many traces leave half of the width to the work', () => {
    const busy = Array.from({ length: 400 }, (_, i) => ({ from: i * HOUR, to: i * HOUR + SECOND }))
    const { gaps } = gapScale(busy, WIDTH)
    expect(gaps.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(WIDTH / 2)
  })
  it('moments without length, and none at all, have finite places', () => {
    for (const busy of [
      [],
      [{ from: 5, to: 5 }],
      [
        { from: 0, to: 0 },
        { from: HOUR, to: HOUR },
      ],
    ]) {
      const scale = gapScale(busy, WIDTH)
      for (const time of [-SECOND, 0, 5, HOUR]) {
        expect(Number.isFinite(scale.toX(time))).toBe(true)
        expect(Number.isFinite(scale.toTime(scale.toX(time)))).toBe(true)
      }
    }
  })
})
