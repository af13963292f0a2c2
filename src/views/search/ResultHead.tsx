import { useGo } from '../../queries/use-explorer.ts'
import type { SearchState } from '../../state/search-state.ts'
import { type SortColumn, pressed, sortingOf } from './sorting.ts'

const COLUMNS: readonly { readonly id: SortColumn; readonly text: string }[] = [
  { id: 'started', text: 'Started' },
  { id: 'root', text: 'Root' },
  { id: 'duration', text: 'Duration' },
  { id: 'spans', text: 'Spans' },
  { id: 'linksOut', text: 'Links out' },
  { id: 'linkedFrom', text: 'Linked from' },
]

/** Sorting replaces the URL: Back leads to the search before, not through every order that was tried. */
export function ResultHead({ search }: { readonly search: SearchState }) {
  const go = useGo()
  const { column, descending } = sortingOf(search)
  return (
    <div role="rowgroup" className="search-head">
      <div role="row" aria-rowindex={1} className="search-head-row">
        {COLUMNS.map(({ id, text }) => (
          <div
            key={id}
            role="columnheader"
            aria-sort={id === column ? (descending ? 'descending' : 'ascending') : 'none'}
            className={`search-cell-${id}`}
          >
            <button
              type="button"
              className="search-sort"
              onClick={() => go({ screen: 'traces', search: pressed(search, id) }, 'replace')}
            >
              {text}
              {id === column && <span aria-hidden="true">{descending ? ' ↓' : ' ↑'}</span>}
            </button>
          </div>
        ))}
        <div role="columnheader" className="search-cell-shape">
          Shape
        </div>
      </div>
    </div>
  )
}
