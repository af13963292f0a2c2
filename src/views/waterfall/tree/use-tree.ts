import { useMemo } from 'react'
import type { Nanos } from '../../../base/time.ts'
import { type CriticalPath, timeOnPath } from '../../../model/critical-path.ts'
import { ANCESTOR, type FilteredRows, countBefore } from '../../../model/filter-rows.ts'
import { hasChildren, visibleRows } from '../../../model/rows.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { type RowNote, rowNotes } from './row-notes.ts'
import type { RowMarks } from '../tools/use-shown-spans.ts'
import type { Tree } from './tree-keys.ts'
import { type Folding, useFolding } from './use-folding.ts'

/** What of a row depends on filters, on what is looked for and on what is folded. */
export interface RowFacts {
  readonly foldable: boolean
  readonly collapsed: boolean
  readonly found: boolean
  readonly faint: boolean
  readonly matchesInside: number
  readonly errorsInside: number
  /** Time on the critical path; 0: not on it, or it is not shown. */
  readonly onPath: Nanos
  readonly note: RowNote | null
}

export interface ShownTree extends Tree {
  readonly folding: Folding
  readonly marks: Uint8Array | null
  readonly factsOf: (row: number) => RowFacts
}

/** The rows of a trace as they are folded and filtered. */
export function useTree(
  table: TraceTable,
  filtered: FilteredRows | null,
  found: RowMarks | null,
  path: CriticalPath | null,
): ShownTree {
  const folding = useFolding(table)
  const { collapsed } = folding
  const marks = filtered?.marks ?? null
  const visible = useMemo(() => visibleRows(table, collapsed, marks), [table, collapsed, marks])
  const errors = useMemo(
    () => countBefore(table.length, (row) => table.status[row] === STATUS_ERROR),
    [table],
  )
  const notes = useMemo(() => rowNotes(table), [table])
  const below = (before: Uint32Array, row: number) =>
    before[table.subtreeEnd[row]] - before[row + 1]
  const foldable = (row: number) =>
    filtered ? below(filtered.before, row) > 0 : hasChildren(table, row)
  const looked = found ?? filtered
  return {
    table,
    visible,
    collapsed,
    foldable,
    folding,
    marks,
    factsOf(row) {
      const folded = collapsed.has(row)
      return {
        foldable: foldable(row),
        collapsed: folded,
        found: found?.marks[row] === 1,
        faint: marks?.[row] === ANCESTOR,
        matchesInside: folded && looked ? below(looked.before, row) : 0,
        errorsInside: folded ? below(errors, row) : 0,
        onPath: path ? timeOnPath(path, row) : 0,
        note: notes.get(row) ?? null,
      }
    },
  }
}
