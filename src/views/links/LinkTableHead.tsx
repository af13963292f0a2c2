import { nameText } from '../../base/visible-text.ts'
import type { LinkSort, SortColumn } from './link-rows.ts'

const COLUMNS: readonly { id: SortColumn; label: string; className?: string }[] = [
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
  return (
    <div className="lt-head" role="row" aria-rowindex={1} style={{ minWidth }}>
      {[{ id: 'sent' as const, label: what, className: undefined }, ...COLUMNS].map(
        ({ id, label, className }) => {
          const sorted = sort.column === id
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
                className="lt-sort"
                onClick={() => onSort({ column: id, descending })}
              >
                {label}
                <span aria-hidden="true">{sorted ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </div>
          )
        },
      )}
      {keys.map((key) => (
        <div key={key} role="columnheader" className="truncate lt-key" title={nameText(key)}>
          {nameText(key)}
        </div>
      ))}
    </div>
  )
}
