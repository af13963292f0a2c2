import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { formatCount } from '../../../base/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { Finding } from './use-shown-spans.ts'
import { useLandmark } from '../../../ui/embedded.ts'

interface Props {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly finding: Finding
  /** Nothing but matches is shown. */
  readonly only: boolean
  readonly onOnly: (only: boolean) => void
  readonly onGo: (row: number) => void
  /** The box is about to be used. */
  readonly onBegin: () => void
  readonly onLeave: () => void
}

/** Finds spans by any of their text: Enter goes to the next, Shift+Enter to the one before. */
export function FindBox({ ref, finding, only, onOnly, onGo, onBegin, onLeave }: Props) {
  const { text, type, rows, busy } = finding
  // Asked for before the answer was there.
  const wanted = useRef<1 | -1 | null>(null)
  const go = (direction: 1 | -1) => {
    wanted.current = busy ? direction : null
    if (busy) return
    const row = finding.step(direction)
    if (row !== null) onGo(row)
  }
  useEffect(() => {
    if (wanted.current !== null && !busy) go(wanted.current)
  })
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && text !== '') type('')
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }
  const none = !rows || rows.length === 0
  return (
    <div
      className="wf-find"
      role={useLandmark('search')}
      aria-label="Find in this trace"
      aria-busy={busy}
    >
      <input
        ref={ref}
        type="search"
        className="input"
        aria-label="Find in trace"
        aria-keyshortcuts="/"
        placeholder="Find: name, service, id, attribute…"
        title="Name, service, id, key=value of any attribute, linked span (/)"
        value={text}
        onChange={({ target }) => {
          wanted.current = null
          type(target.value)
        }}
        onFocus={onBegin}
        onKeyDown={key}
      />
      {text.trim() !== '' && (
        <>
          <span className="wf-find-count" role="status">
            {wordsOf(finding)}
          </span>
          <button
            type="button"
            className="button button-plain button-icon button-small"
            aria-label="Previous match"
            title="Previous match (Shift+Enter)"
            disabled={none}
            onClick={() => go(-1)}
          >
            <Icon name="up" />
          </button>
          <button
            type="button"
            className="button button-plain button-icon button-small"
            aria-label="Next match"
            title="Next match (Enter)"
            disabled={none}
            onClick={() => go(1)}
          >
            <Icon name="down" />
          </button>
          <button
            type="button"
            className="chip"
            aria-pressed={only}
            title="Hide what does not match"
            onClick={() => onOnly(!only)}
          >
            Matches only
          </button>
        </>
      )}
    </div>
  )
}

function wordsOf({ rows, at, busy, read, error }: Finding): string {
  if (error) return error.message
  if (read !== null) return `reading spans, ${Math.round(read * 100)} %`
  if (!rows) return busy ? 'looking…' : ''
  if (rows.length === 0) return 'none'
  return at < 0
    ? `${formatCount(rows.length)} found`
    : `${formatCount(at + 1)} of ${formatCount(rows.length)}`
}
