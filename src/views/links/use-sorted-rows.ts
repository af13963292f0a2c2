import { useDeferredValue, useMemo, useState } from 'react'
import { statusName } from '../../model/span.ts'
import type { LinkView } from '../../state/view-store.ts'
import { type LinkRow, filterText, matchesFilter, sortRows } from './link-rows.ts'

interface SortedRows {
  readonly shown: readonly LinkRow[]
  /** The order waits for targets that are on their way. */
  readonly waiting: boolean
}

/**
 * Filters and sorts. Sorting by a column that comes with the targets waits until all of them are there and keeps the
 * order of before until then: rows that move with every answer can't be read, or clicked.
 */
export function useSortedRows(
  rows: readonly LinkRow[],
  { filter: typed, sort }: Pick<LinkView, 'filter' | 'sort'>,
  pending: number,
): SortedRows {
  const filter = useDeferredValue(typed.trim())
  const waiting = pending > 0 && sort.column !== 'sent'
  const [applied, setApplied] = useState(sort)
  if (!waiting && applied !== sort) setApplied(sort)
  const sorted = useMemo(() => sortRows(rows, applied), [rows, applied])
  const shown = useMemo(() => {
    if (filter === '') return sorted
    return sorted.filter((row) => matchesFilter(filterText(row, statusName), filter))
  }, [sorted, filter])
  return { shown, waiting }
}
