import { positionOf } from '../../../model/rows.ts'
import type { TraceTable } from '../../../model/trace-table.ts'

/** What a key does in the tree: select a row, fold or unfold one. */
export type TreeAction =
  | { readonly do: 'select'; readonly row: number }
  | { readonly do: 'collapse'; readonly row: number }
  | { readonly do: 'expand'; readonly row: number }

/** The rows as they are shown. */
export interface Tree {
  readonly table: TraceTable
  readonly visible: Int32Array
  readonly collapsed: ReadonlySet<number>
  /** Whether folding a row would hide any. */
  readonly foldable: (row: number) => boolean
}

/** The treegrid pattern of ARIA with rows as the focus: arrows, j and k, Home, End, page keys. Null: not ours. */
export function treeAction(
  key: string,
  selected: number,
  { table, visible, collapsed, foldable }: Tree,
  page: number,
): TreeAction | null {
  const at = positionOf(visible, selected)
  const to = (position: number): TreeAction => ({
    do: 'select',
    row: visible[Math.max(0, Math.min(visible.length - 1, position))],
  })
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(at + 1)
    case 'ArrowUp':
    case 'k':
      return to(at < 0 ? 0 : at - 1)
    case 'PageDown':
      return to(at + page)
    case 'PageUp':
      return to(at - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(visible.length - 1)
    case 'ArrowRight':
      if (at < 0 || !foldable(selected)) return null
      return collapsed.has(selected) ? { do: 'expand', row: selected } : to(at + 1)
    case 'ArrowLeft':
      if (at < 0) return null
      if (foldable(selected) && !collapsed.has(selected)) {
        return { do: 'collapse', row: selected }
      }
      return table.parent[selected] < 0 ? null : { do: 'select', row: table.parent[selected] }
    default:
      return null
  }
}
