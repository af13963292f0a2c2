import type { SpanColumn, SpanGrouping, SpansState } from '../../../state/spans-state.ts'

export interface Column {
  readonly id: SpanColumn
  readonly label: string
  readonly numeric: boolean
}

/** Of single spans. */
const SPAN: readonly Column[] = [
  { id: 'name', label: 'Operation', numeric: false },
  { id: 'service', label: 'Service', numeric: false },
  { id: 'start', label: 'Started', numeric: true },
  { id: 'duration', label: 'Duration', numeric: true },
  { id: 'self', label: 'Self time', numeric: true },
  { id: 'status', label: 'Status', numeric: false },
  { id: 'links', label: 'Links', numeric: true },
  { id: 'linked-from', label: 'Linked from', numeric: true },
]

/** Of groups, at the same places. */
const GROUP: Readonly<Partial<Record<SpanColumn, Column>>> = {
  start: { id: 'count', label: 'Spans', numeric: true },
  duration: { id: 'duration', label: 'Total', numeric: true },
  status: { id: 'status', label: 'Errors', numeric: true },
}

export function columnsOf(group: SpanGrouping): readonly Column[] {
  return group === 'nothing' ? SPAN : SPAN.map((column) => GROUP[column.id] ?? column)
}

/** The order after a click on a column's head: figures begin with the largest, texts and starts with the first. */
export function sortedAgain(
  state: SpansState,
  { id, numeric }: Column,
): Pick<SpansState, 'sort' | 'descending'> {
  const same = state.sort === id
  return { sort: id, descending: same ? !state.descending : numeric && id !== 'start' }
}
