/*
 * As much of SigNoz's filter language, and of the WHERE of its SQL, as our queries use, evaluated over rows in memory:
 * comparisons with AND between them. The grammar is that of `grammar/FilterQuery.g4` in its source.
 */

export type Row = Readonly<Record<string, unknown>>

export interface TinyFilter {
  matches(row: Row): boolean
  /** Names on the left of comparisons. */
  readonly keys: readonly string[]
  /** Traces named by `=` or `IN`, whose time SigNoz takes for the time to look at. */
  readonly traceIds: readonly string[]
}

type Value = string | number | boolean

interface Comparison {
  readonly key: string
  readonly operator: string
  readonly values: readonly Value[]
}

/** `valueOf` gives what a row has under a name. @throws Error at what is not in this subset */
export function parseTinyFilter(
  text: string,
  valueOf: (row: Row, key: string) => unknown,
): TinyFilter {
  const tokens = tokensOf(text)
  const comparisons: Comparison[] = []
  while (tokens.length > 0) {
    if (comparisons.length > 0) expect(tokens, 'AND')
    comparisons.push(comparison(tokens))
  }
  return {
    keys: comparisons.map(({ key }) => key),
    traceIds: comparisons
      .filter(({ key, operator }) => key === 'trace_id' && (operator === '=' || operator === 'IN'))
      .flatMap(({ values }) => values.map(String)),
    matches: (row) =>
      comparisons.every(({ key, operator, values }) =>
        OPERATORS[operator](valueOf(row, key), values),
      ),
  }
}

const TOKEN =
  /\s*('(?:[^'\\]|\\.)*'|toDateTime64\(|[A-Za-z][\w:$-]*(?:\.[A-Za-z][\w:$-]*)*|-?\d+(?:\.\d+)?|!=|>=|<=|[=(),])\s*/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) throw new Error(`Found 1 errors while parsing at ${at}`)
    tokens.push(token)
  }
  return tokens
}

function expect(tokens: string[], wanted: string): void {
  const token = tokens.shift()
  if (token !== wanted) throw new Error(`expecting ${wanted} but got ${token}`)
}

function comparison(tokens: string[]): Comparison {
  const [key = '', operator = ''] = tokens.splice(0, 2)
  if (!/^[A-Za-z]/.test(key)) throw new Error(`expecting a key but got ${key}`)
  if (!Object.hasOwn(OPERATORS, operator))
    throw new Error(`expecting one of = IN but got ${operator}`)
  if (operator !== 'IN') return { key, operator, values: [value(tokens)] }
  const values: Value[] = []
  expect(tokens, '(')
  do values.push(value(tokens))
  while (tokens.shift() === ',')
  return { key, operator, values }
}

function value(tokens: string[]): Value {
  const token = tokens.shift() ?? ''
  if (token === 'toDateTime64(') {
    const seconds = value(tokens)
    for (const rest of [',', '9', ')']) expect(tokens, rest)
    return new Date(Number(seconds) * 1000).toISOString()
  }
  // As SigNoz takes quotes and backslashes away: one kind after the other.
  if (token.startsWith("'")) {
    return token.slice(1, -1).replaceAll('\\\\', '\\').replaceAll("\\'", "'")
  }
  if (/^(true|false)$/.test(token)) return token === 'true'
  if (!/^-?\d/.test(token)) throw new Error(`expecting a value but got ${token}`)
  return Number(token)
}

const OPERATORS: Readonly<Record<string, (actual: unknown, values: readonly Value[]) => boolean>> =
  {
    '=': (actual, [wanted]) => same(actual, wanted),
    '!=': (actual, [wanted]) => !same(actual, wanted),
    '>=': (actual, [wanted]) => compare(actual, wanted) >= 0,
    '<=': (actual, [wanted]) => compare(actual, wanted) <= 0,
    IN: (actual, values) => values.some((wanted) => same(actual, wanted)),
    CONTAINS: (actual, [wanted]) => includes(actual, String(wanted)),
    LIKE: (actual, [wanted]) => includes(actual, String(wanted).replaceAll('%', '')),
  }

/** A number is compared with a text as text. */
function same(actual: unknown, wanted: Value): boolean {
  if (typeof actual === 'object' || actual === undefined) return false
  return typeof actual === typeof wanted ? actual === wanted : `${actual as Value}` === `${wanted}`
}

function compare(actual: unknown, wanted: Value): number {
  if (typeof actual === 'number') return actual - Number(wanted)
  return String(actual) < String(wanted) ? -1 : 1
}

function includes(actual: unknown, part: string): boolean {
  return typeof actual === 'string' && actual.toLowerCase().includes(part.toLowerCase())
}
