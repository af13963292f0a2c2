import { type ReactNode, useId } from 'react'

interface ControlProps {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
  readonly disabled: boolean
}

interface Props {
  readonly label: string
  readonly error?: string
  readonly hint?: string
  /** Why the source can't answer this: the control is then there, and can't be used. */
  readonly unavailable?: string
  readonly children: (control: ControlProps) => ReactNode
}

/** A labelled control with its error or hint, tied together for a screen reader. */
export function Field({ label, error, hint, unavailable, children }: Props) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? unavailable ?? hint
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': note === undefined ? undefined : noteId,
        disabled: unavailable !== undefined,
      })}
      {note !== undefined && (
        <span id={noteId} className={error === undefined ? 'field-hint' : 'field-error'}>
          {note}
        </span>
      )}
    </div>
  )
}
