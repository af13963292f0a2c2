import { useState } from 'react'
import { ScrollText } from './ScrollText.tsx'
import { VisibleText } from './VisibleText.tsx'
import type { FoldedText } from './folded-text.ts'

interface Props {
  /** What the text is, for a screen reader: "Value of http.url". */
  readonly label: string
  readonly text: FoldedText
  /** The head scrolls in a block of its own as well. */
  readonly block?: boolean
  readonly name?: boolean
}

/** The head of a text and, where that is not all, a button for the rest: a megabyte reaches the page only when asked for. */
export function FoldableText({ label, text, block = false, name }: Props) {
  const [open, setOpen] = useState(false)
  const head = text.size === null ? text.head : `${text.head}…`
  return (
    <>
      {open ? (
        <ScrollText label={label} text={text.full()} look={block ? 'sideways' : 'wrapped'} />
      ) : block ? (
        <ScrollText label={label} text={head} look="sideways" />
      ) : (
        <VisibleText text={head} name={name} />
      )}
      {text.size !== null && (
        <button
          type="button"
          className="details-more"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Show less' : `Show all ${text.size}`}
        </button>
      )}
    </>
  )
}
