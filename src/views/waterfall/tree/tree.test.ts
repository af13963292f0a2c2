import { describe, expect, it } from 'vitest'
import { hasChildren, visibleRows } from '../../../model/rows.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { badgeOf } from './badge.ts'
import { treeAction } from './tree-keys.ts'

const { table, row } = drawTable(
  `trace t
   0-1000 a root
     100-300 a left !error -> x/y -> x/z
       200-250 b leaf -> x/y
     999-999 a right`,
  't',
)

describe('badges', () => {
  it('count the links of a span, and of its whole subtree when it is folded', () => {
    expect(badgeOf(table, row('root'), false, null)).toBeNull()
    expect(badgeOf(table, row('left'), false, null)).toMatchObject({ out: 2, in: 0 })
    expect(badgeOf(table, row('root'), true, null)).toMatchObject({ out: 3 })
  })
  it('say both directions as sentences', () => {
    const linkedFrom = Uint32Array.of(0, 1, 2, 0)
    expect(badgeOf(table, row('left'), false, linkedFrom)?.words).toBe(
      'This span links to 2 spans; 1 span links here',
    )
    expect(badgeOf(table, row('root'), true, linkedFrom)?.words).toBe(
      'The spans folded here link to 3 spans; 3 spans link here',
    )
  })
})

describe('keys in the tree', () => {
  const treeOf = (collapsed: ReadonlySet<number>) => ({
    table,
    visible: visibleRows(table, collapsed),
    collapsed,
    foldable: (at: number) => hasChildren(table, at),
  })
  const act = (key: string, from: string, folded: readonly string[] = []) => {
    const collapsed = new Set(folded.map(row))
    return treeAction(key, row(from), treeOf(collapsed), 2)
  }
  it('move through what is visible and stop at its ends', () => {
    expect(act('ArrowDown', 'root')).toEqual({ do: 'select', row: row('left') })
    expect(act('j', 'left', ['left'])).toEqual({ do: 'select', row: row('right') })
    expect(act('k', 'root')).toEqual({ do: 'select', row: row('root') })
    expect(act('PageDown', 'root')).toEqual({ do: 'select', row: row('leaf') })
    expect(act('End', 'root')).toEqual({ do: 'select', row: row('right') })
    expect(act('Home', 'right')).toEqual({ do: 'select', row: row('root') })
  })
  it('right unfolds, then enters; left folds, then leaves', () => {
    expect(act('ArrowRight', 'left', ['left'])).toEqual({ do: 'expand', row: row('left') })
    expect(act('ArrowRight', 'left')).toEqual({ do: 'select', row: row('leaf') })
    expect(act('ArrowRight', 'leaf')).toBeNull()
    expect(act('ArrowLeft', 'left')).toEqual({ do: 'collapse', row: row('left') })
    expect(act('ArrowLeft', 'left', ['left'])).toEqual({ do: 'select', row: row('root') })
    expect(act('ArrowLeft', 'root', ['root'])).toBeNull()
  })
  it('right does not enter where filters hide all that a row holds', () => {
    const tree = { ...treeOf(new Set()), foldable: () => false }
    expect(treeAction('ArrowRight', row('left'), tree, 2)).toBeNull()
    expect(treeAction('ArrowLeft', row('left'), tree, 2)).toEqual({
      do: 'select',
      row: row('root'),
    })
  })
  it('begin at the first row when nothing is selected', () => {
    expect(treeAction('ArrowDown', -1, treeOf(new Set()), 2)).toEqual({ do: 'select', row: 0 })
    expect(treeAction('ArrowUp', -1, treeOf(new Set()), 2)).toEqual({ do: 'select', row: 0 })
    expect(treeAction('x', -1, treeOf(new Set()), 2)).toBeNull()
  })
})
