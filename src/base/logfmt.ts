/*
 * logfmt as in a log line: `order.id=A-1003 note="two words"`. Values end at white space unless quoted; in quotes `\"` and `\\` stand
 * for themselves. An equals sign with space on both sides, as people type it, is one too.
 */

export interface LogfmtPair {
  readonly key: string
  readonly value: string
}

export type LogfmtResult =
  | { readonly ok: true; readonly pairs: readonly LogfmtPair[] }
  | { readonly ok: false; readonly why: string }

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`
const PAIR = new RegExp(
  String.raw`\s*(?:${QUOTED}|([^\s="]+))(?:=|\s+=\s+)(?:${QUOTED}(?=\s|$)|([^\s"]\S*)?)(?:\s+|$)`,
  'sy',
)

export function parseLogfmt(text: string): LogfmtResult {
  const pairs: LogfmtPair[] = []
  const trimmed = text.trim()
  for (let at = 0; at < trimmed.length; at = PAIR.lastIndex) {
    PAIR.lastIndex = at
    const match = PAIR.exec(trimmed)
    if (!match) return { ok: false, why: whyNot(trimmed.slice(at).trim()) }
    const [, quotedKey, key = unescaped(quotedKey), quotedValue, value = ''] = match
    if (key === '') return { ok: false, why: 'A key is missing before “=”.' }
    pairs.push({ key, value: quotedValue === undefined ? value : unescaped(quotedValue) })
  }
  return { ok: true, pairs }
}

/** The shortest text that {@link parseLogfmt} reads back as these pairs. */
export function formatLogfmt(pairs: readonly LogfmtPair[]): string {
  return pairs.map(({ key, value }) => `${logfmtKey(key)}=${quotedValue(value)}`).join(' ')
}

/** A key as it stands before its equals sign. */
export function logfmtKey(key: string): string {
  return key === '' || /[\s="\\]/.test(key) ? quoted(key) : key
}

function quotedValue(value: string): string {
  return value === '' || /[\s"]/.test(value) ? quoted(value) : value
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

function unescaped(text = ''): string {
  return text.replaceAll(/\\(.)/gs, '$1')
}

function whyNot(rest: string): string {
  if (rest.startsWith('=')) return 'A key is missing before “=”.'
  const word = rest.split(/\s/, 1)[0]
  if (word.includes('"')) return `The quotes at “${word}” don’t close, or stand inside a word.`
  return `“${word}” has no value: write ${word}=value.`
}
