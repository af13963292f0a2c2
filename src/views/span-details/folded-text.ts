import { formatCount } from '../../base/format.ts'
import { cutText } from '../../base/visible-text.ts'

/** A text of any length with a head that is short enough to show unasked. */
export interface FoldedText {
  readonly head: string
  /** How much the whole is, in words; null when the head is the whole. */
  readonly size: string | null
  /** The whole; made when asked for. */
  readonly full: () => string
}

/** Cuts after `lines` lines or `chars` UTF-16 units, whichever comes first. */
export function foldText(
  text: string,
  max: { readonly lines: number; readonly chars: number },
): FoldedText {
  const full = () => text
  const lineEnd = endOfLine(text, max.lines)
  if (Math.min(lineEnd, max.chars) >= text.length) return { head: text, size: null, full }
  return lineEnd <= max.chars
    ? { head: text.slice(0, lineEnd), size: `${formatCount(linesOf(text))} lines`, full }
    : { head: cutText(text, max.chars), size: `${formatCount(text.length)} characters`, full }
}

/** Where line number `line` (from 1) ends; the text's end when it has no more lines than that. */
function endOfLine(text: string, line: number): number {
  let at = -1
  for (let i = 0; i < line; i++) {
    at = text.indexOf('\n', at + 1)
    if (at < 0) return text.length
  }
  return at === text.length - 1 ? text.length : at
}

function linesOf(text: string): number {
  let count = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
