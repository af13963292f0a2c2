import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { nameText } from '../../base/visible-text.ts'
import { operationsQuery, servicesQuery } from '../../queries/options.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

export function ServiceField({ draft, change, cannot }: DraftProps) {
  const { data = [] } = useQuery(servicesQuery(useExplorer()))
  // A URL may name a service that the source has forgotten.
  const known = draft.service === '' || data.includes(draft.service)
  const services = known ? data : [draft.service, ...data]
  return (
    <Field label="Service" hint={cannot.anyService}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={draft.service}
          onChange={({ target }) => change({ service: target.value })}
        >
          <option value="">any</option>
          {services.map((service) => (
            <option key={service} value={service}>
              {nameText(service)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function OperationField({ draft, change, cannot }: DraftProps) {
  const listId = useId()
  const { data = [] } = useQuery(operationsQuery(useExplorer(), draft.service))
  return (
    <Field label="Operation" unavailable={cannot.operation}>
      {(control) => (
        <>
          <input
            {...control}
            name="operation"
            className="input"
            list={listId}
            autoComplete="off"
            spellCheck={false}
            placeholder={draft.service === '' ? 'any (a service lists its own)' : 'any'}
            value={draft.operation}
            onChange={({ target }) => change({ operation: target.value })}
          />
          <datalist id={listId}>
            {data.map((operation) => (
              <option key={operation} value={operation} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
