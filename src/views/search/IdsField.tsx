import { MOST_LISTED } from '../../state/listed-traces.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

/** A list of traces by their ids, in the place of all that would narrow a search. */
export function IdsField({ draft, errors, change }: DraftProps) {
  return (
    <Field
      label="Trace ids"
      error={errors.ids}
      hint={`Up to ${MOST_LISTED}, whatever stands between them. traceId:spanId opens the trace at the span.`}
    >
      {(control) => (
        <textarea
          {...control}
          name="ids"
          className="input search-raw mono"
          rows={8}
          autoComplete="off"
          spellCheck={false}
          value={draft.ids}
          onChange={({ target }) => change({ ids: target.value })}
        />
      )}
    </Field>
  )
}
