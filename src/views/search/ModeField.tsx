import { useId } from 'react'

interface Props {
  /** What the source calls its language. */
  readonly language: string
  readonly raw: boolean
  readonly onChange: (raw: boolean) => void
}

/** Whether a search is written in fields or in the source's own language. */
export function ModeField({ language, raw, onChange }: Props) {
  const name = useId()
  const choice = (isRaw: boolean, text: string) => (
    <label>
      <input type="radio" name={name} checked={raw === isRaw} onChange={() => onChange(isRaw)} />{' '}
      {text}
    </label>
  )
  return (
    <fieldset className="search-mode">
      <legend className="visually-hidden">Search by</legend>
      {choice(false, 'Form')}
      {choice(true, language)}
    </fieldset>
  )
}
