import type { ReactNode } from 'react'
import type { StackBy } from '../../model/link-graph/graph-items.ts'
import { type GraphState, HOPS, STACKINGS } from '../../state/graph-state.ts'

interface Props {
  readonly state: GraphState
  readonly onState: (change: Partial<GraphState>) => void
  readonly totals: string
  readonly onFit: () => void
  readonly search: ReactNode
  /** After all others. */
  readonly children: ReactNode
}

const GROUPS: Readonly<Record<StackBy, string>> = {
  'operation and status': 'operation and status',
  operation: 'operation',
  service: 'service',
  nothing: 'nothing',
}

/** How the graph is shown, and what it comes to. */
export function Toolbar({ state, onState, totals, onFit, search, children }: Props) {
  return (
    <div className="lg-toolbar" role="toolbar" aria-label="Link graph">
      <select
        className="input lg-select"
        aria-label="Layout"
        value={state.layout}
        onChange={({ target }) => onState({ layout: target.value as GraphState['layout'] })}
      >
        <option value="causal">Causal</option>
        <option value="timeline">Timeline</option>
      </select>
      <div className="lg-choice" role="radiogroup" aria-label="Hops">
        <span aria-hidden="true">Hops</span>
        {HOPS.map((hops) => (
          <label key={hops} className="lg-option">
            <input
              type="radio"
              name="lg-hops"
              className="visually-hidden"
              checked={state.hops === hops}
              onChange={() => onState({ hops })}
            />
            <span>{hops === Infinity ? 'all' : hops}</span>
          </label>
        ))}
      </div>
      <label className="lg-group">
        <span>Group by</span>
        <select
          className="input lg-select"
          value={state.by}
          onChange={({ target }) => onState({ by: target.value as StackBy, stacks: new Map() })}
        >
          {STACKINGS.map((by) => (
            <option key={by} value={by}>
              {GROUPS[by]}
            </option>
          ))}
        </select>
      </label>
      {search}
      <span className="lg-totals">{totals}</span>
      <div className="lg-choice" role="radiogroup" aria-label="Show as">
        {(['picture', 'table', 'both'] as const).map((shown) => (
          <label key={shown} className="lg-option">
            <input
              type="radio"
              name="lg-shown"
              className="visually-hidden"
              checked={state.shown === shown}
              onChange={() => onState({ shown })}
            />
            <span>{{ picture: 'Picture', table: 'Table', both: 'Both' }[shown]}</span>
          </label>
        ))}
      </div>
      <button type="button" className="button" disabled={state.shown === 'table'} onClick={onFit}>
        Fit
      </button>
      {children}
    </div>
  )
}
