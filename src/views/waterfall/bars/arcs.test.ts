import { describe, expect, it } from 'vitest'
import { timeScale } from '../../../canvas/time-scale.ts'
import { visibleRows } from '../../../model/rows.ts'
import { rowFinder } from '../../../model/trace-table.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { innerLinks, layoutArcs } from './arcs.ts'
import { ROW_HEIGHT } from './bar-layout.ts'

const { table, row } = drawTable(
  `trace t
   0-100 a root
     10-30 a send
       20-30 a enqueue
     60-90 a receive -> enqueue -> enqueue -> x/y -> gone`,
  't',
)
const rowOf = rowFinder(table)
const scale = timeScale(0, table.duration, 1000)

describe('links inside a trace', () => {
  const link = { linking: row('receive'), linked: row('enqueue') }
  it('are those of a row, either way, each once', () => {
    expect(innerLinks(table, row('receive'), rowOf)).toEqual([link])
    expect(innerLinks(table, row('enqueue'), rowOf)).toEqual([link])
    expect(innerLinks(table, row('send'), rowOf)).toEqual([])
  })
  it('lead from the end of the linked span to the start of the linking one', () => {
    const [arc] = layoutArcs(table, visibleRows(table, new Set()), [link], scale)
    expect(arc).toEqual({
      fromX: 300,
      fromY: 2.5 * ROW_HEIGHT,
      toX: 600,
      toY: 3.5 * ROW_HEIGHT,
    })
  })
  it('end at the row into which a span is folded, and nowhere where filters hide all of it', () => {
    const folded = visibleRows(table, new Set([row('send')]))
    expect(layoutArcs(table, folded, [link], scale)[0]).toMatchObject({ fromY: 1.5 * ROW_HEIGHT })
    expect(layoutArcs(table, Int32Array.of(row('receive')), [link], scale)).toEqual([])
  })
  it('have no curve within one row', () => {
    const all = visibleRows(table, new Set())
    const self = { linking: row('send'), linked: row('send') }
    expect(layoutArcs(table, all, [self], scale)).toEqual([])
    expect(layoutArcs(table, visibleRows(table, new Set([row('root')])), [link], scale)).toEqual([])
  })
})
