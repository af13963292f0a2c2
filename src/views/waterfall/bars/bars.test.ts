import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../base/slices.ts'
import { SERVICE_SLOTS, serviceSlot } from '../../../canvas/service-colors.ts'
import { timeScale } from '../../../canvas/time-scale.ts'
import { criticalPath } from '../../../model/critical-path.ts'
import { visibleRows } from '../../../model/rows.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { MIN_BAR, layoutBars, stubPlace } from './bar-layout.ts'
import { type Paper, paintBars } from './paint-bars.ts'

const { table } = drawTable(
  `trace t
   0-1000 a root
     100-300 a left !error -> x/y -> x/z
       200-250 b leaf -> x/y
     999-999 a right`,
  't',
)
const all = visibleRows(table, new Set())

describe('bars', () => {
  const scale = timeScale(0, table.duration, 1000)
  const bars = layoutBars({ table, visible: all, marks: null, path: null }, 0, 4, scale, 1000)
  it('lie where their time is', () => {
    expect(bars[1]).toMatchObject({ left: 100, width: 200, label: '200 ms' })
    expect(timeScale(0, 500, 250).toTime(timeScale(0, 500, 250).toX(123))).toBeCloseTo(123)
  })
  it('never get too thin to see, nor leave the area', () => {
    for (const bar of bars) {
      expect(bar.width).toBeGreaterThanOrEqual(MIN_BAR)
      expect(bar.left + bar.width).toBeLessThanOrEqual(1000)
    }
  })
  it('have their duration behind them, before them where the right has no room, inside where neither has', () => {
    expect(bars.map(({ labelAt }) => labelAt)).toEqual(['inside', 'after', 'after', 'before'])
  })
  it('are cut at the edges of the time in sight, and what is not in sight says where it is', () => {
    const part = layoutBars(
      { table, visible: all, marks: null, path: null },
      0,
      4,
      timeScale(50_000_000, 250_000_000, 1000),
      1000,
    )
    expect(part.map(({ outside }) => outside)).toEqual([null, null, null, 'after'])
    for (const { left, width } of part.slice(0, 3)) {
      expect(left).toBeGreaterThanOrEqual(-4)
      expect(left + width).toBeLessThanOrEqual(1004)
    }
    expect(part[1]).toMatchObject({ left: 250, labelAt: 'before' })
    const late = layoutBars(
      { table, visible: all, marks: null, path: null },
      0,
      4,
      timeScale(400_000_000, 500_000_000, 1000),
      1000,
    )
    expect(late.map(({ outside }) => outside)).toEqual([null, 'before', 'before', 'after'])
  })
  it('of what only leads to a match are faint', () => {
    const marks = Uint8Array.of(1, 1, 2, 0)
    const rows = Int32Array.of(0, 1, 2)
    const some = layoutBars({ table, visible: rows, marks, path: null }, 0, 3, scale, 1000)
    expect(some.map(({ faint }) => faint)).toEqual([true, true, false])
  })
  it('have the stretches of the critical path in sight under them, close ones as one', () => {
    const path = atOnce(criticalPath(table))
    const rows = { table, visible: all, marks: null, path }
    const [root, left, leaf] = layoutBars(rows, 0, 4, scale, 1000)
    expect(root.path).toEqual([
      { left: 0, width: 100 },
      { left: 300, width: 700 },
    ])
    expect(left.path).toEqual([
      { left: 100, width: 100 },
      { left: 250, width: 50 },
    ])
    expect(leaf.path).toEqual([{ left: 200, width: 50 }])
    const part = layoutBars(rows, 0, 4, timeScale(150e6, 170e6, 1000), 1000)
    expect(part.map((bar) => bar.path)).toEqual([[], [{ left: 0, width: 1000 }], [], []])
  })
  it('of a trace without length still have a place', () => {
    const { table: flat } = drawTable('trace f\n0-0 a only', 'f')
    const [bar] = layoutBars(
      { table: flat, visible: visibleRows(flat, new Set()), marks: null, path: null },
      0,
      1,
      timeScale(0, 0, 500),
      500,
    )
    expect(bar).toMatchObject({ left: 0, width: MIN_BAR })
  })
  it('are drawn one each in the colour of their service, errors underlined', () => {
    const log: string[] = []
    const paper = new Proxy<Record<string, unknown>>(
      {},
      {
        get: (target, name: string) =>
          name in target
            ? target[name]
            : (...args: unknown[]) =>
                log.push(`${name}(${args.join()}) ${String(target.fillStyle)}`),
      },
    ) as unknown as Paper
    const theme = {
      text: 'text',
      textMuted: 'muted',
      border: 'border',
      background: 'background',
      surface: 'surface',
      error: 'error',
      link: 'link',
      font: '11px x',
      services: Array.from({ length: SERVICE_SLOTS }, (_, slot) => `color-${slot}`),
    }
    paintBars(paper, { bars, ticks: [250], arcs: [], width: 1000, height: 104 }, theme)
    expect(log.filter((line) => line.startsWith('roundRect'))).toEqual([
      `roundRect(0,7,1000,12,2) color-${serviceSlot('a')}`,
      `roundRect(100,33,200,12,2) color-${serviceSlot('a')}`,
      `roundRect(200,59,50,12,2) color-${serviceSlot('b')}`,
      `roundRect(998,85,2,12,1) color-${serviceSlot('a')}`,
    ])
    expect(log.filter((line) => line.endsWith(' error'))).toEqual(['fillRect(100,46,200,2) error'])
    expect(log.filter((line) => line.startsWith('fillText'))).toHaveLength(4)
  })
})

describe('stubs of links', () => {
  const scale = timeScale(0, table.duration, 1000)
  const bars = layoutBars({ table, visible: all, marks: null, path: null }, 0, 4, scale, 1000)
  it('end before the bar and before a label that stands there', () => {
    expect(stubPlace(bars[1], 1000)).toEqual({ stubsOnBar: false, stubX: 96, stubRoom: 96 })
    expect(stubPlace(bars[3], 1000).stubX).toBeLessThan(bars[3].left - 20)
  })
  it('stand on the bar where it begins with the axis', () => {
    expect(stubPlace(bars[0], 1000)).toMatchObject({ stubsOnBar: true, stubX: 2 })
    expect(stubPlace(bars[0], 1000).stubRoom).toBeLessThan(1000)
  })
  it('of a span that is not in sight stand at the edge behind which it is', () => {
    expect(stubPlace({ ...bars[0], outside: 'before' }, 1000).stubX).toBeLessThan(20)
    expect(stubPlace({ ...bars[0], outside: 'after' }, 1000).stubX).toBeGreaterThan(980)
  })
})
