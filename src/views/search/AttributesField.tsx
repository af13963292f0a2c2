import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { attributeKeysQuery, attributeValuesQuery } from '../../queries/options.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'
import { lastWord, suggestions } from './suggestions.ts'

/** Several `key=value`; the list offers keys, and behind a key its values. */
export function AttributesField({ draft, errors, change, cannot }: DraftProps) {
  const explorer = useExplorer()
  const listId = useId()
  const { key } = lastWord(draft.attributes)
  const keys = useQuery(attributeKeysQuery(explorer, draft.service)).data ?? []
  const values = useQuery(attributeValuesQuery(explorer, key ?? '', draft.service)).data ?? []
  return (
    <Field
      label="Attributes"
      error={errors.attributes}
      unavailable={cannot.attributes}
      hint={
        explorer.source.capabilities.attributeNames
          ? undefined
          : 'This source lists none to choose from: type key and value.'
      }
    >
      {(control) => (
        <>
          <input
            {...control}
            name="attributes"
            className="input"
            list={listId}
            autoComplete="off"
            spellCheck={false}
            placeholder="order.id=A-1003 retry=true"
            value={draft.attributes}
            onChange={({ target }) => change({ attributes: target.value })}
          />
          <datalist id={listId}>
            {suggestions(draft.attributes, keys, values).map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
