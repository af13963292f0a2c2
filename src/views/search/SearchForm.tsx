import { type SubmitEvent, useId, useRef, useState } from 'react'
import { type SearchErrors, readSearch } from '../../queries/search-query.ts'
import { useExplorer, useGo } from '../../queries/use-explorer.ts'
import type { Capabilities } from '../../sources/source.ts'
import { HOME } from '../../state/places.ts'
import { LIMITS, type SearchState, searchToParams } from '../../state/search-state.ts'
import { Icon } from '../../ui/Icon.tsx'
import { AttributesField } from './AttributesField.tsx'
import { Field } from './Field.tsx'
import { LinksField } from './LinksField.tsx'
import { OperationField, ServiceField } from './ServiceFields.tsx'
import { TimeField } from './TimeField.tsx'
import { filterCount } from './filters.ts'
import { searchOptions } from './search-options.ts'

/** What a field needs: the draft, what is wrong with it, and a way to change it. */
export interface DraftProps {
  readonly draft: SearchState
  readonly errors: SearchErrors
  readonly change: (change: Partial<SearchState>) => void
  /** What the source can't answer, with the reasons. */
  readonly cannot: Capabilities['unsearchable']
}

/** The draft is the form's own until it is sent; a new URL replaces it. */
export function SearchForm({ search }: { readonly search: SearchState }) {
  const explorer = useExplorer()
  const go = useGo()
  const form = useRef<HTMLFormElement>(null)
  const fieldsId = useId()
  const asked = searchToParams(search).toString()
  const [draft, setDraft] = useState(search)
  const [draftOf, setDraftOf] = useState(asked)
  const [sent, setSent] = useState(true)
  const [asksTarget, setAsksTarget] = useState(false)
  const [unfolded, setUnfolded] = useState(false)
  if (asked !== draftOf) {
    setDraft(search)
    setDraftOf(asked)
    setSent(true)
    setAsksTarget(false)
  }

  const reading = readSearch(draft, 0)
  // While someone types, half a value is no error.
  const errors = sent && !reading.ok ? reading.errors : {}
  const change = (change: Partial<SearchState>) => {
    setDraft({ ...draft, ...change })
    if (reading.ok) setSent(false)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setSent(true)
    if (reading.ok) {
      setUnfolded(false)
      // Whoever presses the button wants to know what is there now.
      const { queryKey } = searchOptions(explorer, draft)
      void explorer.queries.invalidateQueries({ queryKey, exact: true })
      go({ screen: 'traces', search: draft })
    } else focusFirst(form.current, Object.keys(reading.errors))
  }
  const cannot = explorer.source.capabilities.unsearchable
  const props: DraftProps = { draft, errors, change, cannot }
  const filters = filterCount(search)
  const open = unfolded || Object.keys(errors).length > 0

  return (
    <search className="search-side">
      <button
        type="button"
        className="button search-disclosure"
        aria-expanded={open}
        aria-controls={fieldsId}
        onClick={() => setUnfolded(!open)}
      >
        <Icon name={open ? 'down' : 'right'} />
        Search
        {filters > 0 && (
          <span className="muted">
            · {filters} {filters === 1 ? 'filter' : 'filters'}
          </span>
        )}
      </button>
      <form
        ref={form}
        id={fieldsId}
        className={open ? 'search-form is-unfolded' : 'search-form'}
        aria-label="Find traces"
        noValidate
        onSubmit={submit}
      >
        <ServiceField {...props} />
        <OperationField {...props} />
        <AttributesField {...props} />
        <DurationFields {...props} />
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
        <TimeField {...props} />
        <LinksField {...props} asksTarget={asksTarget} onAskTarget={setAsksTarget} />
        <LimitField {...props} />
        <div className="search-actions">
          <button type="submit" className="button button-primary">
            Find traces
          </button>
          {filters > 0 && <a href={explorer.hrefOf(HOME)}>Clear filters</a>}
        </div>
      </form>
    </search>
  )
}

function DurationFields({ draft, errors, change, cannot }: DraftProps) {
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

function LimitField({ draft, errors, change }: DraftProps) {
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

function focusFirst(form: HTMLFormElement | null, fields: readonly string[]): void {
  const controls = form?.querySelectorAll<HTMLInputElement>('input[name]') ?? []
  for (const control of controls) if (fields.includes(control.name)) return control.focus()
}
