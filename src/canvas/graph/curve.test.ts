import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curveThrough, distanceTo, pathOf } from './curve.ts'

const point = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
})

describe('curves', () => {
  test('a curve begins at the cause, passes the points between and ends at the effect', () => {
    const bend = { x: 50, y: 40 }
    const { start, pieces } = curveThrough({ x: 0, y: 0 }, [bend], { x: 100, y: 20 })
    expect([start, ...pieces.map(({ end }) => end)]).toEqual([
      { x: 0, y: 0 },
      bend,
      { x: 100, y: 20 },
    ])
  })

  test('leaves a box to the right and enters one from the left, backward edges too', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        const { pieces } = curveThrough(from, [], to)
        expect(pieces[0].control1.x).toBeGreaterThanOrEqual(from.x)
        expect(pieces.at(-1)!.control2.x).toBeLessThanOrEqual(to.x)
      }),
    )
  })

  test('is written as an SVG path in tenths of a pixel', () => {
    const curve = curveThrough({ x: 0, y: 0.04 }, [], { x: 10, y: 5.26 })
    expect(pathOf(curve)).toBe('M0 0C5 0 5 5.3 10 5.3')
  })

  test('both ends of a curve are on it, and a point far away is not', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        const curve = curveThrough(from, [], to)
        expect(distanceTo(curve, from)).toBeLessThan(1)
        expect(distanceTo(curve, to)).toBeLessThan(1)
        expect(distanceTo(curve, { x: 9e5, y: 9e5 })).toBeGreaterThan(1e5)
      }),
    )
  })
})
