import { describe, expect, it } from 'vitest'
import { drawTable } from '../testing/drawn-table.ts'
import { foldedAncestors, positionOf, remapRows, visibleRows } from './rows.ts'

const { table, row, labels } = drawTable(
  `trace t
   0-100 a root
     10-50 a left
       20-30 a leaf
     60-90 a right`,
  't',
)

describe('visible rows', () => {
  it('are all rows when nothing is folded', () => {
    expect(labels(visibleRows(table, new Set()))).toEqual(['root', 'left', 'leaf', 'right'])
  })
  it('leave out what is below a folded row, and keep the row', () => {
    const rows = visibleRows(table, new Set([row('left')]))
    expect(labels(rows)).toEqual(['root', 'left', 'right'])
    expect(positionOf(rows, row('right'))).toBe(2)
    expect(positionOf(rows, row('leaf'))).toBe(-1)
  })
  it('name every folded ancestor that hides a row', () => {
    const folded = new Set([row('root'), row('left')])
    expect(labels(foldedAncestors(table, row('leaf'), folded))).toEqual(['left', 'root'])
  })
})

it('a folded row stays the same span when late spans shift the rows', () => {
  const later = drawTable(
    `trace t
     0-100 a root
       5-8 a early
       10-50 a left
         20-30 a leaf
       60-90 a right`,
    't',
  )
  expect(later.labels(remapRows(table, later.table, [row('left'), row('right')]))).toEqual([
    'left',
    'right',
  ])
})
