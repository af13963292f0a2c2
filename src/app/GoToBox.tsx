import {
  type KeyboardEvent,
  type Ref,
  type SubmitEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useExplorer, useGo, usePreference } from '../queries/use-explorer.ts'
import { parseGoTo } from '../state/go-to.ts'
import { GO_TO_KEY } from '../state/shortcuts.ts'
import { isMac } from '../ui/platform.ts'
import { GoToList } from './GoToList.tsx'
import { type GoToOption, goToOptions } from './go-to-options.ts'
import { useFindSpan } from './use-find-span.ts'
import { useKnown } from './use-known.ts'

/**
 * Opens whatever trace a pasted text names, and finds services, operations and recent traces by what is typed. A combobox: the
 * focus stays in the input while arrows move through the list.
 */
export function GoToBox({ ref }: { readonly ref: Ref<HTMLInputElement> }) {
  const go = useGo()
  const { source } = useExplorer()
  const shortcuts = usePreference('shortcuts')
  const form = useRef<HTMLFormElement>(null)
  const base = useId()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const findSpan = useFindSpan()
  const known = useKnown(isOpen)
  const options = useMemo(() => (isOpen ? goToOptions(text, known) : []), [isOpen, text, known])
  // What one typed means its first match; of what was there last, none is meant unasked.
  const first = text.trim() === '' || options.length === 0 ? -1 : 0
  const active = chosen === null ? first : Math.min(chosen, options.length - 1)

  const close = () => {
    setIsOpen(false)
    setChosen(null)
  }
  const leave = () => {
    close()
    setText('')
    setError(null)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  const open = ({ place }: GoToOption) => {
    leave()
    go(place)
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    // What is written, where it names a trace; the list may not have caught up.
    const parsed = parseGoTo(text)
    if (chosen === null && parsed.ok) {
      leave()
      return go(parsed.place)
    }
    if (active >= 0) return open(options[active])
    close()
    if (parsed.ok) return
    const found = parsed.span === undefined ? null : await findSpan(parsed.span)
    if (found?.place) {
      leave()
      return go(found.place)
    }
    const nothing = ` No service, operation or recent trace of ${source.name} is called that either.`
    const searched = text.trim() !== '' && parsed.span === undefined && !known.pending
    setError(found?.why ?? parsed.why + (searched ? nothing : ''))
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setError(null)
      if (!isOpen) form.current?.querySelector('input')?.blur()
      close()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setIsOpen(true)
    const count = options.length
    if (count > 0) setChosen(active < 0 && step < 0 ? count - 1 : (active + step + count) % count)
  }

  const listId = `${base}list`
  const shown = isOpen && options.length > 0
  return (
    <form
      ref={form}
      className="topbar-goto"
      role="search"
      aria-label="Go to a trace"
      onSubmit={(event) => void submit(event)}
    >
      <input
        ref={ref}
        className="input"
        type="text"
        role="combobox"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        aria-label="Go to trace or span"
        aria-keyshortcuts={shortcuts ? keyOf('Meta+', 'Control+') : undefined}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${base}error`}
        placeholder="Trace id, traceparent, link, service, operation…"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setError(null)
          setChosen(null)
          setIsOpen(true)
        }}
        onFocus={() => setIsOpen(true)}
        onClick={() => setIsOpen(true)}
        onBlur={close}
        onKeyDown={key}
      />
      {shortcuts && (
        <kbd className="topbar-shortcut" aria-hidden="true">
          {keyOf('⌘', 'Ctrl ')}
        </kbd>
      )}
      {shown && <GoToList id={listId} options={options} active={active} onOpen={leave} />}
      {error !== null && (
        <p id={`${base}error`} className="topbar-error" role="alert">
          {error}
        </p>
      )}
    </form>
  )
}

function keyOf(mac: string, others: string): string {
  return `${isMac() ? mac : others}${GO_TO_KEY.toUpperCase()}`
}
