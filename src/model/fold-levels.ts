import { hasChildren } from './rows.ts'
import type { TraceTable } from './trace-table.ts'

/** Every row that can be folded. */
export function allFolded(table: TraceTable): number[] {
  const rows: number[] = []
  for (let row = 0; row < table.length; row++) if (hasChildren(table, row)) rows.push(row)
  return rows
}

/** The folded rows after the deepest level in sight is folded away; null: there is nothing left to fold. */
export function foldLevel(
  table: TraceTable,
  collapsed: ReadonlySet<number>,
): ReadonlySet<number> | null {
  const open = parentsInSight(table, collapsed).filter((row) => !collapsed.has(row))
  const level = open.reduce((deepest, row) => Math.max(deepest, table.depth[row]), -1)
  if (level < 0) return null
  return new Set([...collapsed, ...open.filter((row) => table.depth[row] === level)])
}

/** The folded rows after the shallowest folded level in sight is unfolded; null: nothing is folded. */
export function unfoldLevel(
  table: TraceTable,
  collapsed: ReadonlySet<number>,
): ReadonlySet<number> | null {
  const folded = parentsInSight(table, collapsed).filter((row) => collapsed.has(row))
  const level = folded.reduce((least, row) => Math.min(least, table.depth[row]), Infinity)
  if (level === Infinity) return null
  const next = new Set(collapsed)
  for (const row of folded) if (table.depth[row] === level) next.delete(row)
  return next
}

function parentsInSight(table: TraceTable, collapsed: ReadonlySet<number>): number[] {
  const rows: number[] = []
  let row = 0
  while (row < table.length) {
    if (hasChildren(table, row)) rows.push(row)
    row = collapsed.has(row) ? table.subtreeEnd[row] : row + 1
  }
  return rows
}
