import { useDeferredValue, useMemo, useState } from 'react'
import { statusName } from '../../model/span.ts'
import type { LinkView } from '../../state/view-store.ts'
import {
  type GroupBy,
  type TableLine,
  groupRows,
  lineOf,
  linesOf,
  needsTargets,
} from './link-groups.ts'
import { type LinkRow, filterText, matchesFilter, sortRows } from './link-rows.ts'

interface TableLines {
  /** What passes the filter, in order. */
  readonly shown: readonly LinkRow[]
  readonly lines: readonly TableLine[]
  /** The order waits for targets that are on their way. */
  readonly waiting: boolean
}

/**
 * Filters, sorts and groups. By a column that comes with the targets it waits until all of them are there and keeps the order of
 * before until then: rows that move with every answer can't be read, or clicked.
 */
export function useTableLines(
  rows: readonly LinkRow[],
  { filter: typed, sort, group, closed }: LinkView,
  pending: number,
): TableLines {
  const filter = useDeferredValue(typed.trim())
  const waiting = pending > 0 && (needsTargets(sort.column) || needsTargets(group))
  const [applied, setApplied] = useState({ sort, group })
  if (!waiting && (applied.sort !== sort || applied.group !== group)) setApplied({ sort, group })
  const sorted = useMemo(() => sortRows(rows, applied.sort), [rows, applied.sort])
  const filtering = filter !== ''
  // Made once for all keys that are typed.
  const texts = useMemo(
    () => (filtering ? sorted.map((row) => filterText(row, statusName)) : []),
    [sorted, filtering],
  )
  const shown = useMemo(
    () => (filtering ? sorted.filter((_, at) => matchesFilter(texts[at], filter)) : sorted),
    [sorted, texts, filtering, filter],
  )
  const by = applied.group as GroupBy
  const groups = useMemo(() => (by === '' ? null : groupRows(shown, by)), [shown, by])
  const lines = useMemo(
    () => (groups ? linesOf(groups, new Set(closed)) : shown.map(lineOf)),
    [groups, closed, shown],
  )
  return { shown, lines, waiting }
}
