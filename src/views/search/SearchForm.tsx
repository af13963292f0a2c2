import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import { type SearchErrors, type SearchReading, readSearch } from '../../queries/search-query.ts'
import { useExplorer, useGo, usePreference } from '../../queries/use-explorer.ts'
import { type Capabilities, SourceError } from '../../sources/source.ts'
import { HOME } from '../../state/places.ts'
import { type SearchState, idsSearch, rawSearch, searchToParams } from '../../state/search-state.ts'
import { Icon } from '../../ui/Icon.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import { AttributesField } from './AttributesField.tsx'
import { DurationFields } from './DurationFields.tsx'
import { LimitField } from './LimitField.tsx'
import { LinksField } from './LinksField.tsx'
import { IdsField } from './IdsField.tsx'
import { ModeField, type SearchMode, modeOf } from './ModeField.tsx'
import { RawField } from './RawField.tsx'
import { OperationField, ServiceField } from './ServiceFields.tsx'
import { StatusField } from './StatusField.tsx'
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
  const zone = usePreference('zone')
  const form = useRef<HTMLFormElement>(null)
  const fieldsId = useId()
  const asked = searchToParams(search).toString()
  const [draft, setDraft] = useState(search)
  const [draftOf, setDraftOf] = useState(asked)
  const [sent, setSent] = useState(true)
  const [asksTarget, setAsksTarget] = useState(false)
  const [unfolded, setUnfolded] = useState(false)
  /** Chosen, with nothing written in it yet; null: what is written says it. */
  const [chosenMode, setChosenMode] = useState<SearchMode | null>(null)
  if (asked !== draftOf) {
    setDraft(search)
    setDraftOf(asked)
    setSent(true)
    setAsksTarget(false)
    setChosenMode(null)
  }

  const { source } = explorer
  const { queryLanguage, unsearchable: cannot } = source.capabilities
  const mode = chosenMode ?? modeOf(draft)
  const refused = useRefusal(search)
  const reading = readDraft(draft, mode)
  // While someone types, half a value is no error.
  const errors: SearchErrors = {
    ...(refused !== null && draft.raw === search.raw && { raw: refused }),
    ...(sent && !reading.ok && reading.errors),
  }
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
      const asks = { form: draft, raw: rawSearch(draft), ids: idsSearch(draft) }[mode]
      const { queryKey } = searchOptions(explorer, asks)
      void explorer.queries.invalidateQueries({ queryKey, exact: true })
      go({ screen: 'traces', search: asks })
    } else focusFirst(form.current, Object.keys(reading.errors))
  }
  const choose = (wanted: SearchMode) => {
    setSent(true)
    // What the fields ask for is handed on in the source's language; half a value can't be.
    const handsOn = wanted === 'raw' && mode === 'form'
    if (handsOn && !reading.ok) return focusFirst(form.current, Object.keys(reading.errors))
    setChosenMode(wanted)
    setSent(false)
    const raw = handsOn && reading.ok ? (source.inOwnLanguage?.(reading.query) ?? '') : ''
    setDraft({ ...draft, raw, ids: '' })
  }
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
        <ModeField language={queryLanguage ?? null} mode={mode} onChange={choose} />
        {mode === 'raw' && <RawField {...props} />}
        {mode === 'ids' && <IdsField {...props} />}
        {mode === 'form' && (
          <>
            <ServiceField {...props} />
            <OperationField {...props} />
            <AttributesField {...props} />
            <DurationFields {...props} />
            <StatusField {...props} />
          </>
        )}
        {mode !== 'ids' && (
          <TimeField value={draft} errors={errors} zone={zone} onChange={change} />
        )}
        {mode === 'form' && (
          <LinksField {...props} asksTarget={asksTarget} onAskTarget={setAsksTarget} />
        )}
        {mode !== 'ids' && <LimitField {...props} />}
        <div className="search-actions">
          <button type="submit" className="button button-primary">
            Find traces
          </button>
          {filters > 0 && <a {...explorer.linkTo(HOME)}>Clear filters</a>}
        </div>
      </form>
    </search>
  )
}

/** What the source says of the query in its own language that the URL asks for; null: nothing, or it was not asked yet. */
function useRefusal(search: SearchState): string | null {
  const explorer = useExplorer()
  // The results ask; this only hears of the answer.
  const { error } = useQuery({ ...searchOptions(explorer, search), enabled: false })
  const refused = search.raw !== '' && error instanceof SourceError && error.code === 'badQuery'
  return refused ? error.message : null
}

function readDraft(draft: SearchState, mode: SearchMode): SearchReading {
  if (mode === 'form' || draft[mode].trim() !== '') return readSearch(draft, 0)
  const what = mode === 'raw' ? 'Write a query' : 'Paste trace ids'
  return { ok: false, errors: { [mode]: `${what}, or search by the form.` } }
}

function focusFirst(form: HTMLFormElement | null, fields: readonly string[]): void {
  const controls =
    form?.querySelectorAll<HTMLElement & { readonly name: string }>(
      'input[name], textarea[name]',
    ) ?? []
  for (const control of controls) if (fields.includes(control.name)) return control.focus()
}
