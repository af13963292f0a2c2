import type { SpansState } from '../../../state/spans-state.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { columnsOf, sortedAgain } from './columns.ts'

interface Props {
  readonly state: SpansState
  readonly onState: (state: SpansState, how: 'push' | 'replace') => void
}

/** What the columns are; each sorts. */
export function TableHead({ state, onState }: Props) {
  return (
    <div role="row" aria-rowindex={1} className="st-row st-head">
      {columnsOf(state.group).map((column) => {
        const sorted = column.id === state.sort
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={sorted ? (state.descending ? 'descending' : 'ascending') : 'none'}
            className={column.numeric ? 'st-end' : undefined}
          >
            <button
              type="button"
              onClick={() => onState({ ...state, ...sortedAgain(state, column) }, 'push')}
            >
              {column.label}
              {sorted && <Icon name={state.descending ? 'down' : 'up'} />}
            </button>
          </div>
        )
      })}
    </div>
  )
}
