import { useId } from 'react'
import type { SearchState } from '../../state/search-state.ts'

/** What a search is written in: fields, the source's own language, or a list of trace ids. */
export type SearchMode = 'form' | 'raw' | 'ids'

/** The mode of a search that is written. */
export function modeOf({ raw, ids }: SearchState): SearchMode {
  return ids !== '' ? 'ids' : raw !== '' ? 'raw' : 'form'
}

interface Props {
  /** What the source calls its language; null: it has none. */
  readonly language: string | null
  readonly mode: SearchMode
  readonly onChange: (mode: SearchMode) => void
}

export function ModeField({ language, mode, onChange }: Props) {
  const name = useId()
  const choice = (of: SearchMode, text: string) => (
    <label>
      <input type="radio" name={name} checked={mode === of} onChange={() => onChange(of)} /> {text}
    </label>
  )
  return (
    <fieldset className="search-mode">
      <legend className="visually-hidden">Search by</legend>
      {choice('form', 'Form')}
      {(language !== null || mode === 'raw') && choice('raw', language ?? 'Query')}
      {choice('ids', 'Trace ids')}
    </fieldset>
  )
}
