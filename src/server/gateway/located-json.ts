/** JSON that knows on which line everything in it stands. */
export interface LocatedJson {
  readonly value: unknown
  /** Line of the member or item of this path, or of what would hold it. The first line is 1. */
  lineOf(path: readonly PropertyKey[]): number
}

export class LocatedSyntaxError extends Error {
  readonly line: number
  /** Never repeats what stands in the text: it may be a secret. */
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

const MAX_DEPTH = 32
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y // oxlint-disable-line no-control-regex -- JSON has none in strings
const LITERAL = /-?\d[\d.eE+-]*|true|false|null/y

/**
 * A document written by hand. JSON.parse tells the place of some errors only, and of nothing that is valid but wrong; it also
 * lets the last of two equal names win.
 * @throws LocatedSyntaxError
 */
export function parseLocatedJson(text: string): LocatedJson {
  const lines = new Map<string, number>()
  let at = text.startsWith('\ufeff') ? 1 : 0

  const starts = lineStarts(text)
  const lineAt = (index: number) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle] <= index) low = middle
      else high = middle
    }
    return low + 1
  }
  const fail = (message: string, index = at): never => {
    throw new LocatedSyntaxError(lineAt(index), message)
  }
  const peek = (): string => {
    while (/[ \t\r\n]/.test(text.charAt(at))) at++
    return text.charAt(at)
  }
  const take = (pattern: RegExp): unknown => {
    pattern.lastIndex = at
    const [piece] = pattern.exec(text) ?? fail('A value is missing here, or has no closing quote.')
    try {
      const value: unknown = JSON.parse(piece)
      at += piece.length
      return value
    } catch {
      return fail('This is not a JSON value.')
    }
  }
  /** The items of a list or the members of an object, up to its closing bracket. */
  const each = (close: string, one: () => void): void => {
    at++
    if (peek() !== close) {
      for (;;) {
        one()
        if (peek() !== ',') break
        at++
      }
    }
    if (peek() !== close)
      fail(
        text.length === at ? 'The file ends too early.' : `A comma or “${close}” is missing here.`,
      )
    at++
  }
  const value = (path: readonly PropertyKey[]): unknown => {
    const start = peek()
    if (path.length > MAX_DEPTH) fail('This is nested too deeply.')
    if (!lines.has(keyOf(path))) lines.set(keyOf(path), lineAt(at))
    if (start === '[') {
      const items: unknown[] = []
      each(']', () => items.push(value([...path, items.length])))
      return items
    }
    if (start === '{') {
      const members = new Map<string, unknown>()
      each('}', () => {
        if (peek() !== '"') fail('A name in double quotes is missing here.')
        const nameAt = at
        const name = String(take(STRING))
        if (members.has(name)) fail('This name is there twice.', nameAt)
        lines.set(keyOf([...path, name]), lineAt(nameAt))
        if (peek() !== ':') fail('A colon is missing here.')
        at++
        members.set(name, value([...path, name]))
      })
      return Object.fromEntries(members)
    }
    return take(start === '"' ? STRING : LITERAL)
  }

  const document = value([])
  if (peek() !== '') fail('There is more after the end of the document.')
  return {
    value: document,
    lineOf(path) {
      let known = path
      while (known.length > 0 && !lines.has(keyOf(known))) known = known.slice(0, -1)
      return lines.get(keyOf(known)) ?? 1
    },
  }
}

/** Where each line begins. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String))
}
