import type { RefObject } from 'react'
import { formatCount } from '../../../base/format.ts'
import { SPAN_GROUPINGS, type SpanGrouping, type SpansState } from '../../../state/spans-state.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { FindBox } from './FindBox.tsx'
import { ServiceFilter } from './ServiceFilter.tsx'
import type { ShownSpans } from './use-shown-spans.ts'
import './tools.css'

interface Props {
  readonly view: 'waterfall' | 'table'
  readonly state: SpansState
  readonly onState: (state: SpansState, how: 'push' | 'replace') => void
  readonly shown: ShownSpans
  readonly findBox: RefObject<HTMLInputElement | null>
  readonly onGo: (row: number) => void
  readonly onBegin: () => void
  readonly onLeave: () => void
}

/** What the spans of a trace are found and filtered by, with how many there are of each. */
export function SpanTools({ view, state, onState, shown, findBox, onGo, onBegin, onLeave }: Props) {
  const { facets, finding } = shown
  const set = (change: Partial<SpansState>) =>
    onState({ ...state, ...change, find: finding.text }, 'push')
  return (
    <div className="wf-tools">
      <FindBox
        ref={findBox}
        finding={finding}
        only={state.only}
        onOnly={(only) => set({ only })}
        onGo={onGo}
        onBegin={onBegin}
        onLeave={onLeave}
      />
      <div className="wf-filters" role="group" aria-label="Filters">
        <button
          type="button"
          className="chip"
          aria-pressed={state.errors}
          disabled={facets.errors === 0 && !state.errors}
          onClick={() => set({ errors: !state.errors })}
        >
          <Icon name="error" /> Errors{' '}
          <span className="chip-count">{formatCount(facets.errors)}</span>
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={state.links}
          disabled={facets.linked === 0 && !state.links}
          onClick={() => set({ links: !state.links })}
        >
          <Icon name="link" /> With links{' '}
          <span className="chip-count">{formatCount(facets.linked)}</span>
        </button>
        <ServiceFilter
          services={facets.services}
          chosen={state.services}
          onChoose={(services) => set({ services })}
        />
        {view === 'table' && (
          <GroupChoice group={state.group} onGroup={(group) => set({ group })} />
        )}
        {view === 'waterfall' && (
          <button
            type="button"
            className="chip"
            aria-pressed={state.path}
            title="What the trace waited for, as a line under the bars: shortening anything else does not shorten the trace"
            onClick={() => set({ path: !state.path })}
          >
            Critical path
          </button>
        )}
      </div>
    </div>
  )
}

interface GroupProps {
  readonly group: SpanGrouping
  readonly onGroup: (group: SpanGrouping) => void
}

function GroupChoice({ group, onGroup }: GroupProps) {
  return (
    <label className="wf-group">
      <span className="muted">Group by</span>
      <select
        className="input"
        value={group}
        onChange={({ target }) =>
          onGroup(SPAN_GROUPINGS.find((known) => known === target.value) ?? 'nothing')
        }
      >
        {SPAN_GROUPINGS.map((known) => (
          <option key={known} value={known}>
            {known}
          </option>
        ))}
      </select>
    </label>
  )
}
