import type { SearchState } from '../../state/search-state.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

export function StatusField({ draft, errors, change, cannot }: DraftProps) {
  return (
    <Field
      label="Status"
      error={errors.status}
      hint={cannot.statusOk ?? cannot.statusUnset ?? cannot.statusError}
    >
      {(control) => (
        <select
          {...control}
          className="input"
          value={draft.status}
          onChange={({ target }) => change({ status: target.value as SearchState['status'] })}
        >
          <option value="any">any</option>
          <option value="error" disabled={cannot.statusError !== undefined}>
            Error
          </option>
          <option value="ok" disabled={cannot.statusOk !== undefined}>
            OK
          </option>
          <option value="unset" disabled={cannot.statusUnset !== undefined}>
            Unset
          </option>
        </select>
      )}
    </Field>
  )
}
