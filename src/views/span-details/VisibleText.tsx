import { Fragment } from 'react'
import { visibleParts } from '../../base/visible-text.ts'

interface Props {
  readonly text: string
  /** The text is a name such as `messaging.batch.message_count`: it breaks between its parts. */
  readonly name?: boolean
}

/** A text from outside, with characters that would hide or reorder it written out and marked. */
export function VisibleText({ text, name = false }: Props) {
  return visibleParts(text).map((part, at) =>
    part.escape ? (
      <span key={at} className="details-escape" title="A hidden character, written out">
        {part.text}
      </span>
    ) : name ? (
      breakable(part.text)
    ) : (
      part.text
    ),
  )
}

function breakable(text: string) {
  return text.split(/(?<=[a-z0-9][._/:-])(?=[a-z0-9])/i).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
