import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../base/time.ts'
import { timeTicks } from './time-ticks.ts'

const labels = (from: number, to: number, most: number) =>
  timeTicks({ from, to }, most).map(({ label }) => label)

it('ticks stand at round times of the window', () => {
  expect(labels(0, 1840 * MILLISECOND, 5)).toEqual(['0', '500 ms', '1 s', '1.5 s'])
  expect(labels(1.2345 * SECOND, 1.2348 * SECOND, 4)).toEqual([
    '1.2345 s',
    '1.2346 s',
    '1.2347 s',
    '1.2348 s',
  ])
  expect(labels(0, 400, 4)).toEqual(['0', '100 ns', '200 ns', '300 ns'])
  expect(labels(0, 5 * MINUTE, 6)).toEqual(['0', '1 m', '2 m', '3 m', '4 m', '5 m'])
  expect(labels(HOUR, HOUR + 30 * SECOND, 4)).toEqual(['1 h', '1 h 10 s', '1 h 20 s', '1 h 30 s'])
  expect(labels(0, 20 * DAY, 5)).toEqual(['0', '5 d', '10 d', '15 d', '20 d'])
})
it('no two ticks read alike, none is outside of the window, and there are no more than asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 * DAY }),
      fc.integer({ min: 100, max: 30 * DAY }),
      fc.integer({ min: 1, max: 20 }),
      (from, length, most) => {
        const ticks = timeTicks({ from, to: from + length }, most)
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
        expect(ticks.length).toBeLessThanOrEqual(most)
        for (const { time } of ticks) {
          expect(time).toBeGreaterThanOrEqual(from)
          expect(time).toBeLessThanOrEqual(from + length)
        }
      },
    ),
  )
})
