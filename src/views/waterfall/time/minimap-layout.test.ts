import fc from 'fast-check'
import { expect, it } from 'vitest'
import { serviceSlot } from '../../../canvas/service-colors.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { layoutMinimap } from './minimap-layout.ts'

const { table } = drawTable(
  `trace t
   0-100 a root
     10-30 b left !error -> x/y
     60-100 c right`,
  't',
)

it('has a lane for each row of a small trace, and a run where the span was', () => {
  const { lanes, runs, errors, links } = layoutMinimap(table, 10, 8, Uint32Array.of(0, 0, 2))
  expect(lanes).toBe(3)
  expect(runs).toEqual([
    { lane: 0, from: 0, to: 10, color: serviceSlot('a') },
    { lane: 1, from: 1, to: 3, color: serviceSlot('b') },
    { lane: 2, from: 6, to: 10, color: serviceSlot('c') },
  ])
  expect(errors).toEqual([1])
  expect(links).toEqual([1, 6])
})

it('shows deeper spans over those that hold them where they share a lane', () => {
  const colors = layoutMinimap(table, 10, 1, null).runs.map(({ from, to, color }) => [
    from,
    to,
    color,
  ])
  const [a, b, c] = ['a', 'b', 'c'].map(serviceSlot)
  expect(colors).toEqual([
    [0, 1, a],
    [1, 3, b],
    [3, 6, a],
    [6, 10, c],
  ])
})

it('every row colours the cell of its start, and no lane has two runs in one cell', () => {
  const span = fc.tuple(fc.nat(100), fc.nat(100), fc.constantFrom('a', 'b', 'c'))
  fc.assert(
    fc.property(
      fc.array(span, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (spans, cells, maxLanes) => {
        const lines = spans.map(
          ([at, length, service], i) => `${at}-${at + length} ${service} s${i}`,
        )
        const drawn = drawTable(`trace t\n${lines.join('\n')}`, 't').table
        const { lanes, runs } = layoutMinimap(drawn, cells, maxLanes, null)
        const cover = new Uint8Array(lanes * cells)
        for (const { lane, from, to } of runs) {
          for (let at = from; at < to; at++) cover[lane * cells + at]++
        }
        expect(Math.max(...cover)).toBeLessThanOrEqual(1)
        for (let row = 0; row < drawn.length; row++) {
          const lane = Math.floor((row * lanes) / drawn.length)
          const part = drawn.start[row] / Math.max(1, drawn.duration)
          const cell = Math.min(cells - 1, Math.floor(part * cells))
          expect(cover[lane * cells + cell]).toBe(1)
        }
      },
    ),
  )
})
