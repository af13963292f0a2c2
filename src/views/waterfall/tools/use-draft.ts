import { useEffect, useRef, useState } from 'react'

/** Browsers slow down or refuse a page that rewrites its address with every key. */
const SETTLE_MS = 300

/**
 * A text while it is typed. `settle` is told when the typing rests; `kept` is what it was told last, and replaces the text when it
 * changes from elsewhere, as by Back.
 */
export function useDraft(
  kept: string,
  settle: (text: string) => void,
): readonly [text: string, type: (text: string) => void] {
  const [draft, setDraft] = useState({ text: kept, kept })
  if (draft.kept !== kept) setDraft({ text: kept, kept })
  const timer = useRef(0)
  const latest = useRef(settle)
  useEffect(() => {
    latest.current = settle
  })
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const type = (text: string) => {
    setDraft({ text, kept: draft.kept })
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      setDraft({ text, kept: text })
      latest.current(text)
    }, SETTLE_MS)
  }
  return [draft.text, type]
}
