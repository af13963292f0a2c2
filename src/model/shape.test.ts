import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ShapeSpan, shapeOf } from './shape.ts'

const id = (n: number) => Uint8Array.from([0, 0, 0, 0, 0, 0, 0, n])
const span = (n: number, parent: number | null, start: number, end: number): ShapeSpan => ({
  spanId: id(n),
  parent: parent === null ? null : id(parent),
  start: BigInt(start),
  end: BigInt(end),
  service: `s${n}`,
})

test('a bar has its place in the trace, and its depth', () => {
  const spans = [span(1, null, 100, 200), span(2, 1, 125, 175), span(3, 2, 150, 150)]
  expect(shapeOf(spans, { start: 100n, end: 200n })).toEqual([
    { service: 's1', start: 0, width: 1, depth: 0 },
    { service: 's2', start: 0.25, width: 0.5, depth: 1 },
    { service: 's3', start: 0.5, width: 0, depth: 2 },
  ])
})

test('of many spans the longest are drawn, in the order of start', () => {
  const spans = Array.from({ length: 64 }, (_, i) =>
    span(i + 1, null, i, i + (i % 3 === 0 ? 50 : 1)),
  )
  const shape = shapeOf(spans, { start: 0n, end: 200n })
  expect(shape).toHaveLength(12)
  expect(shape.map((bar) => bar.start)).toEqual(shape.map((bar) => bar.start).sort((a, b) => a - b))
  expect(Math.min(...shape.map((bar) => bar.width))).toBeCloseTo(0.25)
})

test('a trace without duration fills the picture', () => {
  expect(shapeOf([span(1, null, 5, 5)], { start: 5n, end: 5n })).toEqual([
    { service: 's1', start: 0, width: 1, depth: 0 },
  ])
})

test('any spans, cycles and times outside included, give bars inside the picture', () => {
  const small = fc.integer({ min: 0, max: 9 })
  const any = fc
    .tuple(small, fc.option(small), small, small)
    .map(([n, p, s, e]) => span(n, p, s, e))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 64 }), small, small, (spans, start, end) => {
      for (const bar of shapeOf(spans, { start: BigInt(start), end: BigInt(end) })) {
        expect(bar.start).toBeGreaterThanOrEqual(0)
        expect(bar.width).toBeGreaterThanOrEqual(0)
        expect(bar.start).toBeLessThanOrEqual(1)
        expect(bar.width).toBeLessThanOrEqual(1)
        expect(bar.depth).toBeLessThan(64)
      }
    }),
  )
})
