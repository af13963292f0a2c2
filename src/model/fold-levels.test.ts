import { describe, expect, it } from 'vitest'
import { drawTable } from '../testing/drawn-table.ts'
import { allFolded, foldLevel, unfoldLevel } from './fold-levels.ts'
import { visibleRows } from './rows.ts'

const { table, row, labels } = drawTable(
  `trace t
   0-9 s root
     1-4 s left
       2-3 s leaf
     5-8 s right
       6-7 s deep
         6-7 s deepest`,
  't',
)
const none: ReadonlySet<number> = new Set()
const shown = (collapsed: ReadonlySet<number> | null) =>
  collapsed && labels(visibleRows(table, collapsed))

describe('levels', () => {
  it('are folded from the deepest on', () => {
    const once = foldLevel(table, none) ?? none
    expect(shown(once)).toEqual(['root', 'left', 'leaf', 'right', 'deep'])
    const twice = foldLevel(table, once) ?? none
    expect(shown(twice)).toEqual(['root', 'left', 'right'])
    const thrice = foldLevel(table, twice) ?? none
    expect(shown(thrice)).toEqual(['root'])
    expect(foldLevel(table, thrice)).toBeNull()
  })
  it('are unfolded from the shallowest on, until nothing is folded', () => {
    const all = new Set(allFolded(table))
    expect(shown(all)).toEqual(['root'])
    const once = unfoldLevel(table, all) ?? none
    expect(shown(once)).toEqual(['root', 'left', 'right'])
    const twice = unfoldLevel(table, once) ?? none
    expect(shown(twice)).toEqual(['root', 'left', 'leaf', 'right', 'deep'])
    const thrice = unfoldLevel(table, twice) ?? none
    expect(shown(thrice)).toEqual(labels(visibleRows(table, none)))
    expect(unfoldLevel(table, thrice)).toBeNull()
  })
  it('leave what is folded by hand elsewhere as it is', () => {
    const byHand = new Set([row('left')])
    expect(shown(foldLevel(table, byHand))).toEqual(['root', 'left', 'right', 'deep'])
  })
})
