import { visibleParts } from './visible-text.ts'

/** A text from outside, with characters that would hide or reorder it written out and marked. */
export function VisibleText({ text }: { readonly text: string }) {
  return visibleParts(text).map((part, at) =>
    part.escape ? (
      <span key={at} className="details-escape" title="A hidden character, written out">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  )
}
