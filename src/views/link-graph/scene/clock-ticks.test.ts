import { expect, test } from 'vitest'
import { gapScale } from '../../../canvas/gap-scale.ts'
import { DRAWN_ORIGIN } from '../../../testing/trace-notation.ts'
import { clockGaps, clockTicks } from './clock-ticks.ts'

const HOUR = 3_600e9
const scale = gapScale(
  [
    { from: 0, to: 10e9 },
    { from: HOUR, to: HOUR + 10e9 },
  ],
  1200,
  120,
)
const clock = { scale, origin: DRAWN_ORIGIN }

test('ticks stand at round times, apart from each other and in no gap', () => {
  const ticks = clockTicks(clock, { left: 0, right: 1200 }, 100, 'utc')
  expect(ticks.length).toBeGreaterThan(4)
  ticks.forEach(({ x }, i) => {
    if (i > 0) expect(x - ticks[i - 1].x).toBeGreaterThanOrEqual(100)
    const inGap = scale.gaps.some((gap) => x > gap.x && x < gap.x + gap.width)
    expect(inGap).toBe(false)
  })
  expect(ticks[0].text).toBe('14:00:00')
  expect(ticks.map(({ text }) => text)).toContain('15:00:00')
})

test('a gap says how long it was', () => {
  expect(clockGaps(scale).map(({ text }) => text)).toEqual(['59 m 50 s'])
})

test('zoomed in, ticks tell parts of a second', () => {
  const ticks = clockTicks(clock, { left: 0, right: 20 }, 5, 'utc')
  expect(ticks[1].text).toMatch(/^14:00:00\.\d{3}$/)
})
