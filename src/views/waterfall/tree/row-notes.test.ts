import { expect, it } from 'vitest'
import { drawTable } from '../../../testing/drawn-table.ts'
import { rowNotes } from './row-notes.ts'

it('a row says all that is odd about it; that it outlives its parent is said without a mark', () => {
  const { table, row } = drawTable(
    `trace t
     0-100 s root
       50-150 s async
       90-20 s back
     10-20 s orphan ^gone`,
    't',
  )
  const notes = rowNotes(table)
  expect(notes.get(row('async'))).toEqual({
    words: 'it reaches outside the time of its parent',
    marked: false,
  })
  expect(notes.get(row('back'))).toEqual({ words: 'it ends before it starts', marked: true })
  expect(notes.get(row('orphan'))).toEqual({ words: 'its parent is not here', marked: true })
  expect(notes.get(row('root'))).toBeUndefined()
})
