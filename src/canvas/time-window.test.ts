import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MIN_WINDOW,
  type TimeWindow,
  fitWindow,
  isWhole,
  moveEdge,
  pan,
  windowAround,
  wholeTime,
  zoom,
} from './time-window.ts'

const duration = fc.integer({ min: 0, max: 1e12 })
const part = fc.double({ min: -0.5, max: 1.5, noNaN: true })

function expectInside({ from, to }: TimeWindow, total: number) {
  expect(from).toBeGreaterThanOrEqual(0)
  // Times near 2^40 ns leave rounding errors of a fraction of a nanosecond.
  expect(to).toBeLessThanOrEqual(Math.max(1, total) + 0.001)
  expect(to - from).toBeGreaterThanOrEqual(Math.min(Math.max(1, total), MIN_WINDOW) - 0.001)
}

describe('a time window', () => {
  it('never leaves the trace nor shrinks to nothing, whatever is done to it', () => {
    fc.assert(
      fc.property(
        duration,
        part,
        part,
        part,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (total, ...p) => {
          const [a, b, at, factor] = p
          const window = fitWindow(
            { from: Math.min(a, b) * total, to: Math.max(a, b) * total },
            total,
          )
          expectInside(window, total)
          expectInside(pan(window, at * total, total), total)
          expectInside(zoom(window, at * total, factor, total), total)
          expectInside(moveEdge(window, 'from', at * total, total), total)
          expectInside(moveEdge(window, 'to', at * total, total), total)
          expectInside(windowAround(a * total, 0, total), total)
        },
      ),
    )
  })
  it('keeps the time under the pointer in its place when it is zoomed', () => {
    const window = zoom({ from: 200_000, to: 600_000 }, 300_000, 0.5, 1_000_000)
    expect(window).toEqual({ from: 250_000, to: 450_000 })
    expect(zoom(window, 300_000, 2, 1_000_000)).toEqual({ from: 200_000, to: 600_000 })
  })
  it('is whole again when it is zoomed out far enough', () => {
    const window = zoom({ from: 2000, to: 6000 }, 2500, 100, 10_000)
    expect(isWhole(window, 10_000)).toBe(true)
    expect(window).toEqual(wholeTime(10_000))
  })
  it('keeps its length when it is panned against an end', () => {
    expect(pan({ from: 2000, to: 6000 }, 9000, 10_000)).toEqual({ from: 6000, to: 10_000 })
    expect(pan({ from: 2000, to: 6000 }, -9000, 10_000)).toEqual({ from: 0, to: 4000 })
  })
  it('has one edge moved without the other, at most up to it', () => {
    const window = { from: 2000, to: 6000 }
    expect(moveEdge(window, 'from', 3000, 10_000)).toEqual({ from: 3000, to: 6000 })
    expect(moveEdge(window, 'from', 9000, 10_000)).toEqual({ from: 6000 - MIN_WINDOW, to: 6000 })
    expect(moveEdge(window, 'to', 0, 10_000)).toEqual({ from: 2000, to: 2000 + MIN_WINDOW })
  })
  it('around a span shows all of it, and around a moment something beside it', () => {
    const around = windowAround(4000, 1000, 10_000)
    expect(around.from).toBeLessThan(4000)
    expect(around.to).toBeGreaterThan(5000)
    expect(windowAround(40_000, 0, 100_000)).toEqual({ from: 39_500, to: 40_500 })
  })
})
