import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockLabels } from './clock-labels.ts'

const at = fc.integer({ min: -3000, max: 3000 })
const clock = fc.record({
  ticks: fc.array(fc.record({ x: at, text: fc.constantFrom('14:00:00', '14:00:00.123456789') })),
  gaps: fc.array(
    fc.record({ x: at, width: fc.integer({ min: 0, max: 200 }), text: fc.constant('16 m 22 s') }),
  ),
  date: fc.constant('2026-11-22'),
  unknownX: fc.option(fc.constant(-288)),
})
const camera = fc.record({ x: at, k: fc.double({ min: 0.02, max: 2, noNaN: true }) })

describe('what is written over a timeline', () => {
  test('no text lies on another', () => {
    fc.assert(
      fc.property(clock, camera, (shown, from) => {
        const labels = clockLabels(shown, from)
        labels.forEach((a, i) => {
          for (const b of labels.slice(i + 1)) {
            const apart = a.row !== b.row || a.x + a.width <= b.x || b.x + b.width <= a.x
            expect(apart, `${a.text} at ${a.x}, ${b.text} at ${b.x}`).toBe(true)
          }
        })
      }),
    )
  })

  test('the date is always there, and a tick beneath it gives way', () => {
    const tick = (x: number) => ({ x, text: '14:00:00' })
    const shown = { ticks: [tick(10), tick(200)], gaps: [], date: '2026-11-22', unknownX: null }
    const labels = clockLabels(shown, { x: 0, k: 1 })
    expect(labels.map(({ kind, x }) => [kind, x])).toEqual([
      ['date', 4],
      ['tick', 200],
    ])
  })

  test('the length of a gap is written where the gap has room for it', () => {
    const gap = { x: 100, width: 120, text: '16 m 22 s' }
    const shown = { ticks: [], gaps: [gap], date: '2026-11-22', unknownX: null }
    const textsAt = (k: number) => clockLabels(shown, { x: 0, k }).map(({ text }) => text)
    expect(textsAt(1)).toContain('16 m 22 s')
    expect(textsAt(0.3)).not.toContain('16 m 22 s')
  })
})
