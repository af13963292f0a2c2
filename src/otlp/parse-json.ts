/** The text is not JSON; `message` is the engine's own. */
export class MalformedJson extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MalformedJson'
  }
}

/**
 * An integer from 9 × 10^15 on outside of a string may not fit a double; epoch microseconds, of which Jaeger's documents are
 * full, do. May match inside strings: only costs time.
 */
const LONG_INTEGER = /[:[,]\s*-?(?:9\d{15}|\d{17,})\s*[,}\]]/

/**
 * JSON.parse that keeps long integers exact, as bigint: some writers send int64 as JSON numbers.
 * Integers that a double holds stay numbers.
 * @throws MalformedJson
 */
export function parseExactJson(text: string): unknown {
  if (isHollow(text)) throw new MalformedJson('it is brackets with next to nothing between them')
  try {
    return LONG_INTEGER.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text)
  } catch (error) {
    throw new MalformedJson((error as Error).message)
  }
}

/** Below so many UTF-16 units it does not matter what a text becomes. */
const LARGE = 1_000_000

/**
 * Whether a large text has a bracket opened at every eighth character or more. `{},` becomes more than twenty times as much memory; no
 * document with something in it comes near. Costs a tenth of the parse.
 */
function isHollow(text: string): boolean {
  if (text.length < LARGE) return false
  let opened = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x7b || unit === 0x5b) opened++
  }
  return opened > text.length / 8
}

function keepLongIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}

export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The items of a JSON array; nothing for null or absent. Null when it is something else. */
export function itemsOf(value: unknown): readonly unknown[] | null {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : null
}

/**
 * A string as it is, anything else as the empty one. A lone surrogate, which a JSON escape can make and UTF-8 can't
 * carry, becomes U+FFFD here as it does in protobuf: later it would throw in URLs.
 */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}
