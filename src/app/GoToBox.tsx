import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react'
import { useGo } from '../queries/use-explorer.ts'
import { parseGoTo } from '../state/go-to.ts'

const MAC = /mac|iphone|ipad/i.test(navigator.platform)

/** Opens whatever trace a pasted text names. Ctrl+K or ⌘K comes here from anywhere. */
export function GoToBox() {
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const errorId = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const modifier = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey
      if (!modifier || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const result = parseGoTo(text)
    if (!result.ok) {
      setError(result.why)
      return
    }
    setText('')
    setError(null)
    input.current?.blur()
    go(result.place)
  }

  return (
    <form className="topbar-goto" role="search" aria-label="Go to a trace" onSubmit={submit}>
      <input
        ref={input}
        className="input"
        type="text"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        aria-label="Go to trace or span"
        aria-keyshortcuts={MAC ? 'Meta+K' : 'Control+K'}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        placeholder="Go to trace id, traceId:spanId, traceparent…"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setError(null)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setError(null)
          input.current?.blur()
        }}
      />
      <kbd className="topbar-shortcut" aria-hidden="true">
        {MAC ? '⌘K' : 'Ctrl K'}
      </kbd>
      {error !== null && (
        <p id={errorId} className="topbar-error" role="alert">
          {error}
        </p>
      )}
    </form>
  )
}
