import { nameText } from '../../base/visible-text.ts'
import type { LinkSort } from '../../state/view-store.ts'
import { type SortColumn, attributeColumn } from './link-rows.ts'

interface Column {
  readonly id: SortColumn
  readonly label: string
  readonly className?: string
}

const COLUMNS: readonly Column[] = [
  { id: 'operation', label: 'Operation' },
  { id: 'service', label: 'Service', className: 'lt-service' },
  { id: 'wait', label: 'Waited', className: 'lt-end' },
  { id: 'duration', label: 'Took', className: 'lt-end' },
  { id: 'status', label: 'Status' },
  { id: 'started', label: 'Started' },
]

/** Columns whose large values are what one looks for: the first click puts them on top. */
const LARGE_FIRST: ReadonlySet<SortColumn> = new Set(['wait', 'duration', 'status'])

interface Props {
  readonly what: string
  readonly keys: readonly string[]
  readonly sort: LinkSort
  readonly onSort: (sort: LinkSort) => void
  readonly minWidth: number
}

export function LinkTableHead({ what, keys, sort, onSort, minWidth }: Props) {
  const columns: readonly Column[] = [
    { id: 'sent', label: what },
    ...COLUMNS,
    ...keys.map((key) => ({ id: attributeColumn(key), label: nameText(key), className: 'lt-key' })),
  ]
  return (
    <div className="lt-head" role="row" aria-rowindex={1} style={{ minWidth }}>
      {columns.map(({ id, label, className }) => {
        // The order in which links were sent is no order of what this column shows.
        const sorted = sort.column === id && id !== 'sent'
        const descending = sorted ? !sort.descending : LARGE_FIRST.has(id)
        return (
          <div
            key={id}
            role="columnheader"
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            className={className}
          >
            <button
              type="button"
              className="lt-sort truncate"
              title={id === 'sent' ? 'In the order sent' : label}
              onClick={() => onSort({ column: id, descending })}
            >
              {label}
              <span aria-hidden="true">{sorted ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
            </button>
          </div>
        )
      })}
    </div>
  )
}
