import { describe, expect, it } from 'vitest'
import { atOnce } from '../base/slices.ts'
import { MILLISECOND } from '../base/time.ts'
import { drawTable } from '../testing/drawn-table.ts'
import { selfTimes } from './self-time.ts'
import { groupSpans } from './span-groups.ts'

const { table, row } = drawTable(
  `trace t
   0-100 shop order
     10-30 db query !error
     40-80 db query#2 -> x/y
       50-60 db fetch`,
  't',
)
const all = Uint32Array.of(0, 1, 2, 3)
const groups = (by: 'service' | 'operation', rows = all) =>
  atOnce(groupSpans(table, rows, by, selfTimes(table), Uint32Array.of(0, 0, 0, 4)))

describe('groups of spans', () => {
  it('sum up what their spans took, and their errors and links', () => {
    const [, db] = groups('service')
    expect(db).toMatchObject({
      service: 'db',
      name: null,
      rows: [1, 2, 3],
      start: 10 * MILLISECOND,
      total: 70 * MILLISECOND,
      self: 60 * MILLISECOND,
      errors: 1,
      links: 1,
      linkedFrom: 4,
    })
  })
  it('are one for each operation of a service, or one for each service', () => {
    expect(groups('operation').map(({ service, name, rows }) => [service, name, rows])).toEqual([
      ['shop', 'order', [0]],
      ['db', 'query', [1, 2]],
      ['db', 'fetch', [3]],
    ])
    expect(groups('service')).toHaveLength(2)
  })
  it('hold only the rows that are given, in their order', () => {
    const rows = Uint32Array.of(row('query#2'), row('query'))
    expect(groups('service', rows).map((group) => group.rows)).toEqual([[2, 1]])
  })
})
