import { useExplorer } from '../../queries/use-explorer.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

/** A query in the source's own language, in the place of the fields that it stands for. */
export function RawField({ draft, errors, change }: DraftProps) {
  const { queryLanguage } = useExplorer().source.capabilities
  return (
    <Field
      label={queryLanguage ?? 'Query'}
      error={errors.raw}
      hint="Stands instead of all fields but the time and the limit. Ctrl+Enter finds."
      unavailable={
        queryLanguage === undefined ? 'This source has no query language of its own.' : undefined
      }
    >
      {(control) => (
        <textarea
          {...control}
          name="raw"
          className="input search-raw mono"
          rows={6}
          autoComplete="off"
          spellCheck={false}
          value={draft.raw}
          onChange={({ target }) => change({ raw: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
        />
      )}
    </Field>
  )
}
