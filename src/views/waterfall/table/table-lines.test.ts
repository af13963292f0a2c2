import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../base/slices.ts'
import { filterRows } from '../../../model/filter-rows.ts'
import { selfTimes } from '../../../model/self-time.ts'
import { SPAN_COLUMNS, type SpanColumn, type SpanGrouping } from '../../../state/spans-state.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { spanLines, visibleLines } from './table-lines.ts'

const { table, labels, row } = drawTable(
  `trace t
   0-100 shop order
     10-30 db query !error
     40-80 db query#2 -> x/y
     85-86 cache get`,
  't',
)
const facts = { table, self: selfTimes(table), linkedFrom: Uint32Array.of(0, 3, 0, 0) }
const lines = (sort: SpanColumn, descending = false, group: SpanGrouping = 'nothing') =>
  atOnce(spanLines(facts, null, { sort, descending, group }))
const order = (sort: SpanColumn, descending = false) => labels(lines(sort, descending).order)

describe('the table of spans', () => {
  it('is sorted by any column, either way', () => {
    expect(order('start')).toEqual(['order', 'query', 'query#2', 'get'])
    expect(order('name')).toEqual(['get', 'order', 'query', 'query#2'])
    expect(order('service', true)).toEqual(['order', 'query', 'query#2', 'get'])
    expect(order('duration', true)).toEqual(['order', 'query#2', 'query', 'get'])
    expect(order('self', true)).toEqual(['query#2', 'order', 'query', 'get'])
    expect(order('status', true)).toEqual(['query', 'order', 'query#2', 'get'])
    expect(order('links', true)[0]).toBe('query#2')
    expect(order('linked-from', true)[0]).toBe('query')
  })
  it('has every row once, however it is sorted and grouped', () => {
    for (const sort of SPAN_COLUMNS) {
      for (const group of ['nothing', 'service', 'operation'] as const) {
        expect(lines(sort, true, group).order.toSorted()).toEqual(Uint32Array.of(0, 1, 2, 3))
      }
    }
  })
  it('has only the rows that match, not those that lead to them', () => {
    const filter = { errors: true, links: false, services: [] }
    const left = filterRows(table, filter, null, null)
    const state = { sort: 'start', descending: false, group: 'nothing' } as const
    expect([...atOnce(spanLines(facts, left, state)).order]).toEqual([row('query')])
  })
  it('puts groups in the order of their sums, and their spans in order inside', () => {
    const grouped = lines('duration', true, 'service')
    expect(grouped.groups.map(({ service }) => service)).toEqual(['shop', 'db', 'cache'])
    expect(labels(grouped.order)).toEqual(['order', 'query#2', 'query', 'get'])
    expect(lines('count', true, 'operation').groups[0]).toMatchObject({ name: 'query' })
    expect(lines('status', true, 'service').groups[0]).toMatchObject({ service: 'db' })
  })
  it('shows the spans of open groups alone', () => {
    const grouped = lines('start', false, 'service')
    expect([...visibleLines(grouped, new Set())]).toEqual([-1, -2, -3])
    const { key } = grouped.groups[1]
    expect([...visibleLines(grouped, new Set([key]))]).toEqual([
      -1,
      -2,
      row('query'),
      row('query#2'),
      -3,
    ])
    expect([...visibleLines(lines('start'), new Set())]).toEqual([0, 1, 2, 3])
  })
})
