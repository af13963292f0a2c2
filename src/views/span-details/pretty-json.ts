/** Longer texts stay as they came: checking and indenting one costs a frame or more. In UTF-16 units. */
const MAX_TEXT = 1 << 18
/** Indentation can grow a text many times over. */
const MAX_PRETTY = 1 << 20
const MAX_DEPTH = 64

/** A JSON object or array with one member a line; null when the text is neither, is too long or nests too deep. */
export function prettyJson(text: string): string | null {
  if (text.length > MAX_TEXT || !/^\s*[[{]/.test(text)) return null
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  return indentJson(text)
}

/**
 * Lays out a text that is known to be well formed. Only white space between tokens changes, so every number and
 * escape keeps its digits; what stands for a number may be any word (`NaN`, `0xff`). Null when it grows too large.
 */
export function indentJson(text: string): string | null {
  let out = ''
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '"') {
      const end = stringEnd(text, i)
      out += text.slice(i, end)
      i = end - 1
    } else if (char === '{' || char === '[') {
      const next = afterSpace(text, i + 1)
      if (text[next] === '}' || text[next] === ']') {
        out += char + text[next]
        i = next
      } else {
        if (++depth > MAX_DEPTH) return null
        out += char + lineAt(depth)
      }
    } else if (char === '}' || char === ']') out += lineAt(--depth) + char
    else if (char === ',') out += char + lineAt(depth)
    else if (char === ':') out += ': '
    else if (!isSpace(char)) out += char
    if (out.length > MAX_PRETTY) return null
  }
  return out
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.max(0, depth))}`
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t'
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text[at])) at++
  return at
}

/** Index behind the closing quote of the string that opens at `from`. */
function stringEnd(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}
