import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draw } from '../testing/trace-notation.ts'
import { rankedWaits, waitBetween, waitFigures, waitHistogram } from './wait.ts'

/** The wait of the second span for the first, both drawn as `start-end`. */
function wait(linked: string, linking: string) {
  const [a, b] = draw(`trace t\n${linked} s linked\n${linking} s linking`).spans
  return waitBetween(b, a)
}

describe('a wait', () => {
  test.each([
    ['0-10', '25-30', 15, 'waited'],
    ['0-10', '10-30', 0, 'waited'],
    ['0-10', '4-30', -6, 'overlap'],
    ['0-10', '0-30', -10, 'overlap'],
    ['5-10', '4-30', -6, 'future'],
    ['50-60', '10-20', -50, 'future'],
  ])('for %s in %s is %d ms, %s', (linked, linking, ms, kind) => {
    expect(wait(linked, linking)).toEqual({ nanos: ms * 1e6, kind })
  })

  test('is exact to the nanosecond', () => {
    const now = 1_795_356_000_000_000_001n
    const linked = { start: now, end: now + 1n }
    expect(waitBetween({ start: now + 4n, end: now + 5n }, linked).nanos).toBe(3)
  })

  test('is positive only where the linked span ended before the linking one began', () => {
    const time = fc.bigInt({ min: 0n, max: 50n })
    fc.assert(
      fc.property(time, time, time, time, (a, b, c, d) => {
        const linked = { start: a, end: a + b }
        const { nanos, kind } = waitBetween({ start: c, end: c + d }, linked)
        expect(nanos).toBe(Number(c - (a + b)))
        expect(kind === 'future').toBe(a > c)
        expect(kind === 'waited').toBe(a <= c && nanos >= 0)
      }),
    )
  })
})

describe('wait figures', () => {
  /** Nearest rank by its definition: the smallest value that at least the share `q` does not exceed. */
  function percentile(values: readonly number[], q: number): number {
    const enough = values.filter(
      (value) => values.filter((other) => other <= value).length >= q * values.length,
    )
    return Math.min(...enough)
  }

  test('are nearest-rank percentiles', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (waits) => {
        expect(waitFigures(waits)).toEqual({
          count: waits.length,
          median: percentile(waits, 0.5),
          p95: percentile(waits, 0.95),
          longest: Math.max(...waits),
        })
      }),
    )
  })

  test('of waits are those of their lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (nanos) => {
        const ranked = rankedWaits(nanos.map((wait) => ({ nanos: wait, kind: 'waited' })))!
        const { count, median, p95, longest } = ranked
        const figures = { count, median: median.nanos, p95: p95.nanos, longest: longest.nanos }
        expect(figures).toEqual(waitFigures(nanos))
      }),
    )
  })

  test('of no wait are none', () => {
    expect(waitFigures([])).toBeNull()
    expect(rankedWaits([])).toBeNull()
  })

  test('leave the waits in their order', () => {
    const waits = [3, 1, 2]
    waitFigures(waits)
    expect(waits).toEqual([3, 1, 2])
  })
})

test('a histogram puts every wait into one step', () => {
  expect(waitHistogram([1, 2], 4)).toEqual([])
  expect(waitHistogram([5, 5, 5], 4)).toEqual([3, 0, 0, 0])
  expect(waitHistogram([0, 50, 100], 4)).toEqual([1, 0, 1, 1])
  expect(waitHistogram([-10, -10, 30, 29], 4)).toEqual([2, 0, 0, 2])
})
