import { fuzzSettings } from './settings.ts'

/** Of each of them, about. */
const LENGTH = fuzzSettings().large

/** A text that consists of one thing again and again. */
function of(unit: string, before = '', after = ''): string {
  return before + unit.repeat(Math.ceil(LENGTH / unit.length)) + after
}

const ID = '"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7"'
const spans = (inner: string) => `{"resourceSpans":[{"scopeSpans":[{"spans":[${inner}]}]}]}`

/** What takes time, or room, more than linear in its length where a reader is careless. */
const TEXTS: readonly (readonly [what: string, make: () => string])[] = [
  ['open brackets', () => of('[')],
  ['open braces', () => of('{"a":')],
  ['brackets that close', () => of('[', '', of(']'))],
  ['an endless string', () => of('a', '"')],
  ['backslashes', () => of('\\', '"', '"')],
  ['quotes', () => of('"')],
  ['blanks', () => of(' ')],
  ['line breaks', () => of('\n')],
  ['commas', () => of(',')],
  ['a long number', () => of('9')],
  ['a long number in a document', () => of('9', '{"resourceSpans":', '}')],
  ['long integers', () => of(':12345678901234567890,', '{"x"', '"y":1}')],
  ['minus signs', () => of('-')],
  ['percent signs', () => of('%')],
  ['equals signs', () => of('=')],
  ['hex digits', () => of('a1')],
  ['almost ids', () => of(`${'a'.repeat(31)} `)],
  ['dots', () => of('.')],
  ['slashes', () => of('/')],
  ['ampersands', () => of('&a=')],
  ['halves of pairs', () => of('\ud800')],
  ['overrides', () => of('\u202e')],
  ['zeros', () => of('0')],
  ['zero bytes', () => of('\u0000')],
  ['keys of every object', () => of('"__proto__":{"polluted":1},', '{', '"a":1}')],
  ['empty spans in JSON', () => spans(of('{},', '', '{}'))],
  ['groups', () => of('{},', '{"resourceSpans":[', '{}]}')],
  ['scopes', () => of('{},', '{"resourceSpans":[{"scopeSpans":[', '{}]}]}')],
  ['links', () => spans(`{${ID},"links":[${of('{},', '', '{}')}]}`)],
  ['events', () => spans(`{${ID},"events":[${of('{},', '', '{}')}]}`)],
  ['attributes', () => spans(`{${ID},"attributes":[${of('{"key":"a"},', '', '{"key":"a"}')}]}`)],
  ['the same span', () => spans(of(`{${ID}},`, '', `{${ID}}`))],
  [
    'values within values',
    () => spans(`{${ID},"attributes":[{"key":"a","value":${of('{"arrayValue":{"values":[')}`),
  ],
  ['Jaeger’s traces', () => of('{"traceID":"1","spans":[]},', '{"data":[', '{}]}')],
  [
    'Jaeger’s references',
    () => of('{"refType":"CHILD_OF"},', '{"data":[{"spans":[{"references":[', '{}]}]}]}'),
  ],
  ['empty lines of JSON', () => of('{}\n')],
  ['lines that are none', () => of('{\n')],
]

const BYTES: readonly (readonly [what: string, make: () => Uint8Array])[] = [
  ['tags without an end', () => new Uint8Array(LENGTH).fill(0xff)],
  ['messages within messages', () => nested()],
  ['empty groups', () => repeated([0x0a, 0x00])],
  ['empty scopes', () => message(0x0a, repeated([0x12, 0x00]))],
  ['empty spans', () => message(0x0a, message(0x12, repeated([0x12, 0x00])))],
  ['groups with an empty scope each', () => repeated([0x0a, 0x02, 0x12, 0x00])],
  ['bytes that are no UTF-8', () => new Uint8Array(LENGTH).fill(0xc0)],
  ['records of one byte', () => repeated([0, 0, 0, 1, 0x7b])],
]

/** Each of the texts, made when it is its turn. */
export function* largeTexts(): Generator<readonly [what: string, text: string]> {
  for (const [what, make] of TEXTS) yield [what, make()]
}

/** The same as bytes, and bytes that are no text. */
export function* largeDocuments(): Generator<readonly [what: string, bytes: Uint8Array]> {
  for (const [what, text] of largeTexts()) yield [what, new TextEncoder().encode(text)]
  for (const [what, make] of BYTES) yield [what, make()]
}

function repeated(unit: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.floor(LENGTH / unit.length) * unit.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = unit[i % unit.length]
  return bytes
}

/** A field with these bytes. */
function message(tag: number, body: Uint8Array): Uint8Array {
  const length: number[] = []
  let left = body.length
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left >>>= 7
  } while (left > 0)
  return Uint8Array.from(Buffer.concat([Uint8Array.of(tag, ...length), body]))
}

/** Groups, scopes, spans, attributes, and lists within lists very deep. */
function nested(): Uint8Array {
  let body = new Uint8Array(0)
  while (body.length < Math.min(LENGTH / 20, 20_000))
    body = Uint8Array.from(message(0x2a, message(0x0a, body)))
  const pair = message(0x12, body)
  const ids = Uint8Array.of(
    0x0a,
    16,
    ...Array<number>(16).fill(1),
    0x12,
    8,
    ...Array<number>(8).fill(1),
  )
  const span = Buffer.concat([ids, message(0x4a, pair)])
  return message(0x0a, message(0x12, message(0x12, Uint8Array.from(span))))
}
