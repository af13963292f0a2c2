import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freeSlot, spread } from './spread.ts'

const wish = fc.record({
  middle: fc.double({ min: -1000, max: 1000, noNaN: true }),
  length: fc.double({ min: 0, max: 100, noNaN: true }),
})

describe('spread', () => {
  test('keeps the order and the gap', () => {
    fc.assert(
      fc.property(fc.array(wish), (wishes) => {
        const tops = spread(wishes, 10)
        for (let i = 1; i < tops.length; i++) {
          expect(tops[i]).toBeGreaterThanOrEqual(tops[i - 1] + wishes[i - 1].length + 10 - 1e-6)
        }
      }),
    )
  })

  test('moves nothing that has room', () => {
    const wishes = [
      { middle: 0, length: 10 },
      { middle: 20, length: 10 },
    ]
    expect(spread(wishes, 10)).toEqual([-5, 15])
  })

  test('no other places with that order and gap are nearer to the wishes', () => {
    const far = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 8 }), far, (wishes, steps) => {
        const cost = (tops: readonly number[]) =>
          tops.reduce((sum, top, i) => {
            return sum + (top + wishes[i].length / 2 - wishes[i].middle) ** 2
          }, 0)
        const best = spread(wishes, 10)
        // Any other allowed places: the best ones moved by growing steps keep order and gap.
        let shift = steps[0]
        const others = best.map((top, i) => {
          if (i > 0) shift += Math.abs(steps[i])
          return top + shift
        })
        expect(cost(best)).toBeLessThanOrEqual(cost(others) + 1e-6)
      }),
    )
  })
})

describe('freeSlot', () => {
  const taken = [
    { from: 0, to: 10 },
    { from: 30, to: 40 },
  ]

  test('what has room where it would like to be goes there', () => {
    expect(freeSlot(taken, { middle: 20, length: 10 }, 5)).toBe(15)
    expect(freeSlot([], { middle: 3, length: 2 }, 5)).toBe(2)
  })

  test('what has none goes to the nearest place that has', () => {
    expect(freeSlot(taken, { middle: 12, length: 10 }, 5)).toBe(15)
    expect(freeSlot(taken, { middle: 36, length: 10 }, 5)).toBe(45)
    expect(freeSlot(taken, { middle: 20, length: 20 }, 5)).toBe(-25)
  })

  test('never comes nearer than the gap to what is taken', () => {
    const starts = fc.uniqueArray(fc.integer({ min: -20, max: 20 }))
    fc.assert(
      fc.property(starts, wish, (tens, wished) => {
        const sorted = tens.sort((a, b) => a - b).map((n) => ({ from: n * 20, to: n * 20 + 8 }))
        const at = freeSlot(sorted, wished, 3)
        for (const { from, to } of sorted) {
          expect(at >= to + 3 - 1e-9 || at + wished.length <= from - 3 + 1e-9).toBe(true)
        }
      }),
    )
  })
})
