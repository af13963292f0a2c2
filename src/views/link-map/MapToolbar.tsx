import { type SubmitEvent, useState } from 'react'
import { type MapTime, timeErrors } from '../../queries/link-map.ts'
import { useGo, usePreference } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { TimeField } from '../../ui/TimeField.tsx'

const GROUPINGS = [
  { by: 'operations', text: 'Operation' },
  { by: 'services', text: 'Service' },
] as const

/** What the map is of. A length of time counts when it is chosen, a stretch of time when its two ends are sent. */
export function MapToolbar({ state }: { readonly state: MapState }) {
  const go = useGo()
  const zone = usePreference('zone')
  const { time, from, to } = state
  const asked = JSON.stringify([time, from, to])
  const [draft, setDraft] = useState<MapTime>({ time, from, to })
  const [draftOf, setDraftOf] = useState(asked)
  if (asked !== draftOf) {
    setDraft({ time, from, to })
    setDraftOf(asked)
  }
  const errors = timeErrors(draft)
  const show = (next: MapTime) => go({ screen: 'map', map: { ...state, ...next } })
  const change = (part: Partial<MapTime>) => {
    const next = { ...draft, ...part }
    if (next.time === 'custom') setDraft(next)
    else show({ time: next.time, from: '', to: '' })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (Object.keys(errors).length === 0) show(draft)
  }
  return (
    <form className="link-map-toolbar" aria-label="What the map shows" noValidate onSubmit={submit}>
      <TimeField value={draft} errors={errors} zone={zone} onChange={change} />
      {draft.time === 'custom' && (
        <button type="submit" className="button">
          Show
        </button>
      )}
      <fieldset className="link-map-grouping">
        <legend className="field-label">Group by</legend>
        {GROUPINGS.map(({ by, text }) => (
          <label key={by}>
            <input
              type="radio"
              name="by"
              checked={state.by === by}
              onChange={() => go({ screen: 'map', map: { ...state, by, edge: null, node: null } })}
            />
            {text}
          </label>
        ))}
      </fieldset>
    </form>
  )
}
