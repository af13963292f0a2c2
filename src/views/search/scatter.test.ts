import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, MILLISECOND, type Nanos, SECOND, epochNanosFromMillis } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { circlesPath, dotAt, layoutScatter } from './scatter.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const BOX = { width: 600, height: 120, zone: 'utc' } as const

function trace(after: Nanos, duration: Nanos, change: Partial<TraceSummary> = {}): TraceSummary {
  const start = epochNanosFromMillis(NOON) + BigInt(after)
  return {
    traceId: `${after}-${duration}` as TraceId,
    rootSpanId: null,
    rootService: 'orders.api',
    rootName: 'receive-order',
    start,
    end: start + BigInt(duration),
    spanCount: 3,
    errorCount: 0,
    services: ['orders.api'],
    linksOut: 0,
    linkedFrom: 0,
    sample: false,
    shape: [],
    ...change,
  }
}

describe('layoutScatter', () => {
  test('puts later to the right and longer higher, equal ratios at equal distances', () => {
    const traces = [trace(0, MILLISECOND), trace(HOUR, 10 * MILLISECOND), trace(2 * HOUR, SECOND)]
    const { dots } = layoutScatter(traces, BOX)
    const [a, b, c] = traces.map((one) => dots.find((dot) => dot.trace === one)!)
    expect(b.x - a.x).toBeCloseTo(c.x - b.x)
    expect(b.x).toBeGreaterThan(a.x)
    expect(2 * (a.y - b.y)).toBeCloseTo(b.y - c.y)
    expect(a.y).toBeGreaterThan(b.y)
  })

  test('keeps every dot in the box, one trace and zero durations included', () => {
    const times = fc.integer({ min: 0, max: 30 * 24 * HOUR })
    const durations = fc.integer({ min: 0, max: 10 * HOUR })
    fc.assert(
      fc.property(fc.array(fc.tuple(times, durations), { minLength: 1 }), (spans) => {
        const traces = spans.map(([after, duration]) => trace(after, duration))
        for (const { x, y } of layoutScatter(traces, BOX).dots) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(BOX.width)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(BOX.height)
        }
      }),
    )
  })

  test('lets no label reach over the right edge', () => {
    for (let end = 1; end < 60; end++) {
      const traces = [trace(0, SECOND), trace(end * SECOND, SECOND)]
      for (const { at, label } of layoutScatter(traces, BOX).times) {
        expect(at + label.length * 3).toBeLessThan(BOX.width)
      }
    }
  })

  test('shows a duration that its source does not tell from none as the least that it tells', () => {
    const coarse = { durationStep: MILLISECOND }
    const { dots } = layoutScatter(
      [trace(0, 0, coarse), trace(HOUR, MILLISECOND, coarse), trace(2 * HOUR, SECOND, coarse)],
      BOX,
    )
    const heights = [...dots].sort((a, b) => a.x - b.x).map(({ y }) => y)
    expect(heights[0]).toBe(heights[1])
    expect(heights[2]).toBeLessThan(heights[1])
  })

  test('labels hours by the clock of the zone, days by their date', () => {
    const hours = layoutScatter([trace(0, SECOND), trace(2 * HOUR, SECOND)], BOX)
    expect(hours.times.map(({ label }) => label)).toContain('13:00')
    const days = layoutScatter([trace(0, SECOND), trace(96 * HOUR, SECOND)], BOX)
    expect(days.times.map(({ label }) => label)).toContain('11-24')
    const night = layoutScatter([trace(0, SECOND), trace(18 * HOUR, SECOND)], BOX)
    expect(night.times.map(({ label }) => label)).toContain('11-23')
    const moment = layoutScatter([trace(0, SECOND)], BOX)
    expect(moment.times.map(({ label }) => label)).toContain('12:00:00.000')
  })

  test('labels round durations that lie in the box, few enough to be read', () => {
    const { durations } = layoutScatter([trace(0, 2000), trace(0, 30 * HOUR)], BOX)
    expect(durations.length).toBeLessThanOrEqual(4)
    expect(durations.map(({ label }) => label)).toContain('10 µs')
    for (const { at } of durations) expect(at).toBeGreaterThanOrEqual(0)
  })

  test('draws traces with more spans and links larger, and first', () => {
    const batch = trace(HOUR, SECOND, { spanCount: 9, linksOut: 128 })
    const { dots } = layoutScatter([trace(0, SECOND), batch], BOX)
    expect(dots.map((dot) => dot.trace === batch)).toEqual([true, false])
    expect(dots[0].radius).toBeGreaterThan(2 * dots[1].radius)
  })

  test('reads a time back from a place', () => {
    const { dots, timeAt } = layoutScatter([trace(0, SECOND), trace(HOUR, SECOND)], BOX)
    const first = dots.find((dot) => dot.trace.start === epochNanosFromMillis(NOON))!
    expect(Math.abs(timeAt(first.x) - NOON)).toBeLessThanOrEqual(1)
  })
})

describe('dotAt', () => {
  const { dots } = layoutScatter([trace(0, SECOND), trace(HOUR, SECOND)], BOX)

  test('finds the nearest dot, a few pixels beside it too', () => {
    for (const dot of dots) {
      expect(dotAt(dots, dot.x, dot.y)).toBe(dot)
      expect(dotAt(dots, dot.x + dot.radius + 3, dot.y)).toBe(dot)
    }
  })

  test('finds none in empty space', () => {
    expect(dotAt(dots, BOX.width / 2, 0)).toBeNull()
  })
})

test('circles are one path, of plain numbers', () => {
  const { dots } = layoutScatter([trace(0, SECOND), trace(HOUR, SECOND)], BOX)
  expect(circlesPath(dots, 1)).toMatch(/^(M[\d.]+ [\d.]+(a[\d.]+ [\d.]+ 0 1 0 -?[\d.]+ 0){2}){2}$/)
  expect(circlesPath([])).toBe('')
})
