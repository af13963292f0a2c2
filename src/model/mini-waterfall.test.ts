import { describe, expect, it } from 'vitest'
import { drawTable } from '../testing/drawn-table.ts'
import { miniWaterfall } from './mini-waterfall.ts'

const indented = (depth: number, line: string) => `${'  '.repeat(depth + 1)}${line}`

describe('a trace in miniature', () => {
  it('has the span, the way to it, and the longest others, in the order of the tree', () => {
    const { table, row, labels } = drawTable(
      `trace t
       0-100 a root
         10-60 b way
           20-30 c target !error
         70-90 d other`,
      't',
    )
    const { path, skipped, bars, left } = miniWaterfall(table, row('target'))
    expect(labels(path)).toEqual(['root', 'way'])
    expect(skipped).toBe(0)
    expect(labels(bars.map((bar) => bar.row))).toEqual(['root', 'way', 'target', 'other'])
    expect(bars.map(({ what }) => what)).toEqual(['path', 'path', 'span', 'other'])
    expect(bars[2]).toMatchObject({ start: 0.2, width: 0.1, failed: true, service: 'c' })
    expect(left).toBe(0)
  })

  it('leaves out short spans, but not the one that is looked at', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `  ${i}-${i + 50 + i} a child${i}`)
    const { table, row, labels } = drawTable(
      ['trace t', '0-200 a root', ...lines, '  5-6 a target'].join('\n'),
      't',
    )
    const { bars, left } = miniWaterfall(table, row('target'))
    const longest = Array.from({ length: 8 }, (_, i) => `child${22 + i}`)
    expect(labels(bars.map((bar) => bar.row)).toSorted()).toEqual(
      ['root', 'target', ...longest].toSorted(),
    )
    expect(left).toBe(22)
  })

  it('shows both ends of a long way', () => {
    const lines = Array.from({ length: 40 }, (_, i) => indented(i, `0-100 a s${i}`))
    const { table, row, labels } = drawTable(['trace t', ...lines].join('\n'), 't')
    const { path, skipped } = miniWaterfall(table, row('s39'))
    expect(labels(path)).toEqual(['s0', 's35', 's36', 's37', 's38'])
    expect(skipped).toBe(34)
  })

  it('of no duration has bars at its start', () => {
    const { table, row } = drawTable('trace t\n5-5 a root', 't')
    expect(miniWaterfall(table, row('root')).bars).toMatchObject([{ start: 0, width: 0 }])
  })
})
