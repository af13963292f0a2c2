/**
 * Characters that reorder or hide the text around them: control codes (tab and line ends excepted), the bidi marks,
 * embeddings, overrides and isolates (Unicode UAX #9), zero-width space, word joiner and byte order mark. Joiners
 * that scripts and emoji need (U+200C, U+200D) are not among them.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g

/** Beyond it a text is escaped without marks: each mark is an element, and a text may consist of nothing else. */
const MAX_MARKS = 200

/** More of a name is not read at a glance. In UTF-16 units. */
const MAX_NAME = 200

export interface TextPart {
  readonly text: string
  /** The text is an escape that stands for a hidden character. */
  readonly escape: boolean
}

/** The text with hidden characters written out, as in JSON: `\u202E`. */
export function escapeHidden(text: string): string {
  return text.replaceAll(HIDDEN, escapeOf)
}

/** True when the text has a character that {@link escapeHidden} would write out. */
export function hasHidden(text: string): boolean {
  return text.search(HIDDEN) >= 0
}

/** As {@link escapeHidden}, cut into parts so that an escape can be told from the same letters in the text. */
export function visibleParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const match of text.matchAll(HIDDEN)) {
    if (parts.length >= 2 * MAX_MARKS) break
    if (match.index > at) parts.push({ text: text.slice(at, match.index), escape: false })
    parts.push({ text: escapeOf(match[0]), escape: true })
    at = match.index + 1
  }
  if (at < text.length) parts.push({ text: escapeHidden(text.slice(at)), escape: false })
  return parts
}

/** A name from outside as it fits one line: the head of it, hidden characters written out. */
export function nameText(name: string): string {
  return name.length <= MAX_NAME ? escapeHidden(name) : `${escapeHidden(cutText(name, MAX_NAME))}…`
}

/** The first `length` UTF-16 units, one less where that would halve a character. */
export function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  const halved = length < text.length && last >= 0xd800 && last <= 0xdbff
  return text.slice(0, halved ? length - 1 : length)
}

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
