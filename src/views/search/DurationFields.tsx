import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

export function DurationFields({ draft, errors, change, cannot }: DraftProps) {
  return (
    <div className="search-pair">
      <Field label="Duration from" error={errors.minDuration} unavailable={cannot.duration}>
        {(control) => (
          <input
            {...control}
            name="minDuration"
            className="input"
            placeholder="≥ 100ms"
            autoComplete="off"
            value={draft.minDuration}
            onChange={({ target }) => change({ minDuration: target.value })}
          />
        )}
      </Field>
      <Field label="Duration to" error={errors.maxDuration} unavailable={cannot.duration}>
        {(control) => (
          <input
            {...control}
            name="maxDuration"
            className="input"
            placeholder="≤ 1.5s"
            autoComplete="off"
            value={draft.maxDuration}
            onChange={({ target }) => change({ maxDuration: target.value })}
          />
        )}
      </Field>
    </div>
  )
}
