import { MalformedJson, parseExactJson } from '../../otlp/parse-json.ts'

/**
 * The values of a text that is one JSON value or several objects one after the other, as a streaming gateway writes.
 * @throws MalformedJson when any of them is broken, the last one included
 */
export function parseJsonStream(text: string): unknown[] {
  try {
    return [parseExactJson(text)]
  } catch (error) {
    const parts = objectsIn(text)
    if (!(error instanceof MalformedJson) || parts.length < 2) throw error
    return parts.map(parseExactJson)
  }
}

/** The text cut after each outermost object; what follows the last one is a part of its own, unless it is blank. */
function objectsIn(text: string): string[] {
  const parts: string[] = []
  let from = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '"') i = endOfString(text, i)
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) {
      parts.push(text.slice(from, i + 1))
      from = i + 1
    }
  }
  const rest = text.slice(from)
  return rest.trim() === '' ? parts : [...parts, rest]
}

/** The index of the quote that ends the string beginning at `from`, or the end of the text. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0
    while (text[at - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return at
  }
  return text.length
}
