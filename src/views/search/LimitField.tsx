import { LIMITS } from '../../state/search-state.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

export function LimitField({ draft, errors, change }: DraftProps) {
  const known: readonly number[] = LIMITS
  const limits = known.includes(draft.limit) ? known : [draft.limit, ...known]
  return (
    <Field label="Limit" error={errors.limit}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={draft.limit}
          onChange={({ target }) => change({ limit: Number(target.value) })}
        >
          {limits.map((limit) => (
            <option key={limit} value={limit}>
              {limit} traces
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
