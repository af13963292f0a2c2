import { type AttributeValue, attribute } from '../model/attributes.ts'
import { STATUS_ERROR, STATUS_OK, type Span } from '../model/span.ts'

/*
 * As much of TraceQL as our queries use, evaluated over spans in memory, with the traps of the real one: the trace ids of links are
 * compared without the zeros that they begin with, and values by type.
 */

type Test = (span: Span, trace: readonly Span[]) => boolean

export interface TinyTraceql {
  /** Whether a trace matches: each pair of braces for some span of it. */
  matches(trace: readonly Span[]): boolean
  readonly mostRecent: boolean
}

/** @throws Error at what is not in this subset of TraceQL */
export function parseTinyTraceql(query: string): TinyTraceql {
  const tokens = tokensOf(query)
  const spansets: Test[] = []
  do {
    expect(tokens, '{')
    spansets.push(tokens[0] === '}' ? () => true : anyOf(tokens))
    expect(tokens, '}')
  } while (take(tokens, '&&'))
  const mostRecent = take(tokens, 'with')
  if (mostRecent) for (const token of ['(', 'most_recent', '=', 'true', ')']) expect(tokens, token)
  if (tokens.length > 0) throw new Error(`parse error at ${tokens[0]}`)
  return {
    mostRecent,
    matches: (trace) => spansets.every((test) => trace.some((span) => test(span, trace))),
  }
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const TOKEN = new RegExp(
  String.raw`\s*(${STRING}|[A-Za-z_][\w.:]*(?:${STRING})?|-?\d+(?:\.\d+)?(?:ns)?|&&|\|\||!=|>=|<=|[{}()=])\s*`,
  'y',
)

function tokensOf(query: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < query.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(query)?.[1]
    if (token === undefined) throw new Error(`parse error at ${at}: ${query.slice(at)}`)
    tokens.push(token)
  }
  return tokens
}

function take(tokens: string[], token: string): boolean {
  if (tokens[0] !== token) return false
  tokens.shift()
  return true
}

function expect(tokens: string[], token: string): void {
  if (!take(tokens, token)) throw new Error(`parse error: ${tokens[0]} instead of ${token}`)
}

function anyOf(tokens: string[]): Test {
  const tests = [allOf(tokens)]
  while (take(tokens, '||')) tests.push(allOf(tokens))
  return (span, trace) => tests.some((test) => test(span, trace))
}

function allOf(tokens: string[]): Test {
  const tests = [condition(tokens)]
  while (take(tokens, '&&')) tests.push(condition(tokens))
  return (span, trace) => tests.every((test) => test(span, trace))
}

function condition(tokens: string[]): Test {
  if (take(tokens, '(')) {
    const inner = anyOf(tokens)
    expect(tokens, ')')
    return inner
  }
  const [field, operator, literal] = tokens.splice(0, 3)
  if (literal === undefined) throw new Error('parse error: unexpected end')
  const wanted = valueOf(literal)
  const compare = (actual: AttributeValue | undefined) => {
    if (typeof actual !== typeof wanted) return operator === '!=' && actual !== undefined
    if (operator === '=') return actual === wanted
    if (operator === '!=') return actual !== wanted
    return operator === '>=' ? Number(actual) >= Number(wanted) : Number(actual) <= Number(wanted)
  }
  if (field === 'link:traceID') {
    return ({ links }) =>
      links.some(({ to }) => to.valid && compare(to.ref.traceId.replace(/^0+/, '')))
  }
  return (span, trace) => compare(fieldOf(field, span, trace))
}

function valueOf(literal: string): AttributeValue {
  if (literal.startsWith('"')) return JSON.parse(literal) as string
  if (literal === 'true' || literal === 'false') return literal === 'true'
  if (literal.endsWith('ns')) return BigInt(literal.slice(0, -2))
  if (/^-?\d+$/.test(literal)) return BigInt(literal)
  return /^-?\d/.test(literal) ? Number(literal) : literal
}

function fieldOf(field: string, span: Span, trace: readonly Span[]): AttributeValue | undefined {
  if (field === 'name') return span.name
  if (field === 'status') {
    return span.statusCode === STATUS_OK
      ? 'ok'
      : span.statusCode === STATUS_ERROR
        ? 'error'
        : 'unset'
  }
  if (field === 'traceDuration') {
    const starts = trace.map(({ start }) => start)
    const ends = trace.map(({ end }) => end)
    const least = starts.reduce((a, b) => (a < b ? a : b))
    return ends.reduce((a, b) => (a > b ? a : b)) - least
  }
  const [, scope, name] = /^(span|resource)\.(.+)$/s.exec(field) ?? []
  if (scope === undefined) throw new Error(`unknown identifier: ${field}`)
  const key = name.startsWith('"') ? name.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : name
  return attribute(scope === 'span' ? span.attributes : span.resource.attributes, key)
}
