import { useDeferredValue, useMemo, useState } from 'react'
import {
  type Facets,
  type FilteredRows,
  type RowFilter,
  countBefore,
  facetsOf,
  filterRows,
  shownAmong,
} from '../../../model/filter-rows.ts'
import type { TraceSession } from '../../../queries/trace-session.ts'
import { type Found, useFind } from '../../../queries/use-find.ts'
import type { SpansState } from '../../../state/spans-state.ts'
import { inOrder, stepIn } from './find-step.ts'
import { useDraft } from './use-draft.ts'

export interface ShownSpans {
  readonly facets: Facets
  /** Null: all rows. */
  readonly filtered: FilteredRows | null
  /** Rows that are found, a mark each; null: nothing is looked for. */
  readonly found: RowMarks | null
  readonly finding: Finding
  /** A table tells in which order it shows the rows; null: in the order of the tree. */
  readonly onOrder: (order: Uint32Array | null) => void
}

export interface RowMarks {
  readonly marks: Uint8Array
  /** How many rows before each are marked; one more at the end. */
  readonly before: Uint32Array
}

/** The search box, and what is found. */
export interface Finding extends Omit<Found, 'rows'> {
  readonly text: string
  readonly type: (text: string) => void
  /** In the order shown, without what filters hide; null: not known, or nothing is looked for. */
  readonly rows: Uint32Array | null
  /** Where the selected row stands among them; −1: nowhere. */
  readonly at: number
  /** The next or the one before, from the selected row on; null: there is none. */
  readonly step: (direction: 1 | -1) => number | null
}

/** Which spans of a trace are shown, and which of them are found, by what the URL says and by what is being typed. */
export function useShownSpans(
  session: TraceSession,
  state: SpansState,
  onState: (state: SpansState, how: 'push' | 'replace') => void,
  selected: number,
  linkedFrom: Uint32Array | null,
): ShownSpans {
  const { table } = session
  const [text, type] = useDraft(state.find, (find) => onState({ ...state, find }, 'replace'))
  const { rows: answer, ...found } = useFind(session, text)
  // Deferred, rows that come and go are rendered in slices; at once they would be one long task.
  const rows = useDeferredValue(answer)
  const { only, filter } = useDeferredFilter(state)
  const [order, onOrder] = useState<Uint32Array | null>(null)

  const facets = useMemo(() => facetsOf(table, linkedFrom), [table, linkedFrom])
  const chosen = useMemo(
    () => filterRows(table, filter, linkedFrom, null),
    [table, filter, linkedFrom],
  )
  const filtered = useMemo(
    () => (only && rows ? filterRows(table, filter, linkedFrom, rows) : chosen),
    [only, rows, chosen, table, filter, linkedFrom],
  )
  const inSight = useMemo(
    () => rows && inOrder(shownAmong(rows, chosen), order),
    [rows, chosen, order],
  )
  const marks = useMemo(() => rows && markRows(table.length, rows), [table, rows])
  return {
    facets,
    filtered,
    found: marks,
    onOrder,
    finding: {
      ...found,
      text,
      type,
      rows: inSight,
      at: inSight ? inSight.indexOf(selected) : -1,
      step(direction) {
        const at = inSight ? stepIn(inSight, selected, direction, order === null) : -1
        return inSight && at >= 0 ? inSight[at] : null
      },
    },
  }
}

/** The same object for as long as it says the same: a place that is read from the URL again is a new one each time. */
function useDeferredFilter({ only, errors, links, services }: SpansState): {
  readonly only: boolean
  readonly filter: RowFilter
} {
  const names = JSON.stringify(services)
  const now = useMemo(
    () => ({ only, filter: { errors, links, services: JSON.parse(names) as string[] } }),
    [only, errors, links, names],
  )
  return useDeferredValue(now)
}

function markRows(length: number, rows: Uint32Array): RowMarks {
  const marks = new Uint8Array(length)
  for (const row of rows) marks[row] = 1
  return { marks, before: countBefore(length, (row) => marks[row] === 1) }
}
