import { spanIdAt } from './ids.ts'
import type { TraceTable } from './trace-table.ts'

/**
 * The rows that show when the subtrees of `collapsed` rows are folded, in order. Linear: a folded subtree is one jump, and so is one
 * without a kept row. `kept`: nothing but these, with all their ancestors; null: all.
 */
export function visibleRows(
  table: TraceTable,
  collapsed: ReadonlySet<number>,
  kept: Uint8Array | null = null,
): Int32Array {
  const rows = new Int32Array(table.length)
  let count = 0
  let row = 0
  while (row < table.length) {
    const hidden = kept !== null && kept[row] === 0
    if (!hidden) rows[count++] = row
    row = hidden || collapsed.has(row) ? table.subtreeEnd[row] : row + 1
  }
  return rows.subarray(0, count)
}

/** Where a row stands among the visible ones; −1 when it is folded away. */
export function positionOf(visible: Int32Array, row: number): number {
  let low = 0
  let high = visible.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (visible[middle] === row) return middle
    if (visible[middle] < row) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export function hasChildren(table: TraceTable, row: number): boolean {
  return table.subtreeEnd[row] > row + 1
}

/** The folded ancestors that hide a row: what to unfold so that it shows. */
export function foldedAncestors(
  table: TraceTable,
  row: number,
  collapsed: ReadonlySet<number>,
): number[] {
  const folded: number[] = []
  for (let up = table.parent[row]; up >= 0; up = table.parent[up]) {
    if (collapsed.has(up)) folded.push(up)
  }
  return folded
}

/** The same spans' rows in a later table of the same trace; spans that are gone drop out. */
export function remapRows(from: TraceTable, to: TraceTable, rows: readonly number[]): number[] {
  const rowOf = new Map<string, number>()
  for (let row = to.length - 1; row >= 0; row--) rowOf.set(spanIdAt(to.spanIds, row), row)
  return rows.flatMap((row) => rowOf.get(spanIdAt(from.spanIds, row)) ?? [])
}
