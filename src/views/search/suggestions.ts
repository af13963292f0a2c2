import { formatLogfmt, logfmtKey } from '../../base/logfmt.ts'

/** A list longer than this helps nobody choose. */
const MOST = 50

/** The word being typed at the end of a logfmt text: what stands before it, and its key once it has its equals sign. */
export function lastWord(text: string): { readonly before: string; readonly key: string | null } {
  // From the start on: only so is it known which quotes open and which close.
  const last = [...text.matchAll(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/gs)].at(-1)
  const word = last && last.index + last[0].length === text.length ? last[0] : ''
  const equals = word.indexOf('=')
  return {
    before: text.slice(0, text.length - word.length),
    key: equals > 0 && !word.startsWith('"') ? word.slice(0, equals) : null,
  }
}

/** Whole texts for the input, each with the last word completed: a list of options replaces the input's value. */
export function suggestions(
  text: string,
  keys: readonly string[],
  values: readonly string[],
): string[] {
  const { before, key } = lastWord(text)
  if (key !== null) {
    return values.slice(0, MOST).map((value) => before + formatLogfmt([{ key, value }]))
  }
  const typed = text.slice(before.length)
  return keys
    .filter((candidate) => candidate.includes(typed))
    .slice(0, MOST)
    .map((candidate) => `${before + logfmtKey(candidate)}=`)
}
