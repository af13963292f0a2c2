import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTraceId } from '../../model/ids.ts'
import { arbitraryString } from '../../testing/arbitrary-span.ts'
import { searchFor } from '../../testing/searches.ts'
import type { TraceQuery } from '../source.ts'
import { attributeName, linksToTrace, stringLiteral, traceqlOf } from './traceql.ts'

const PLAIN = { mostRecent: false }
const traceql = (query: Partial<TraceQuery>) => traceqlOf(searchFor(query), PLAIN)

const idOf = (hex: string) => {
  const id = parseTraceId(hex)
  if (!id) throw new Error(`no id: ${hex}`)
  return id
}
const T = idOf('4bf92f3577b34da6a3ce929d0e0e4736')

describe('a search in TraceQL', () => {
  test.each<[string, Partial<TraceQuery>, string]>([
    ['for everything', {}, '{ }'],
    ['for a service', { service: 'shop' }, '{ resource.service.name = "shop" }'],
    ['for an operation', { operation: 'GET /' }, '{ name = "GET /" }'],
    ['for a status', { status: 'unset' }, '{ status = unset }'],
    [
      'for the duration of the trace',
      { minDuration: 1.5e9, maxDuration: 2e9 },
      '{ traceDuration >= 1500000000ns && traceDuration <= 2000000000ns }',
    ],
    [
      'for a text that can only be a string',
      { attributes: [{ key: 'order.id', value: 'A-7' }] },
      '{ (span.order.id = "A-7" || resource.order.id = "A-7") }',
    ],
    ['for traces with links', { links: 'out' }, '{ link:traceID != "" }'],
    ['for traces with links to a trace', { linksTo: T }, `{ link:traceID = "${T}" }`],
    [
      'for one span with all that is asked of it, and links of any span',
      { service: 'shop', status: 'error', links: 'out', linksTo: T },
      `{ resource.service.name = "shop" && status = error } && { link:traceID != "" } && { link:traceID = "${T}" }`,
    ],
  ])('%s', (_, query, expected) => {
    expect(traceql(query)).toBe(expected)
  })

  test('asks for the newest where that is known', () => {
    expect(traceqlOf(searchFor({ service: 's' }), { mostRecent: true })).toBe(
      '{ resource.service.name = "s" } with (most_recent=true)',
    )
  })

  test.each([
    ['7', ['"7"', '7']],
    ['-7', ['"-7"', '-7']],
    ['9223372036854775807', ['"9223372036854775807"', '9223372036854775807']],
    ['9223372036854775808', ['"9223372036854775808"']],
    ['007', ['"007"']],
    ['-0', ['"-0"']],
    ['1.5', ['"1.5"', '1.5']],
    ['1.50', ['"1.50"']],
    ['1e21', ['"1e21"']],
    ['true', ['"true"', 'true']],
    ['True', ['"True"']],
    ['', ['""']],
    ['nil', ['"nil"']],
  ])('compares %j with every type whose text it may be', (value, literals) => {
    const tests = ['span.k', 'resource.k'].flatMap((name) =>
      literals.map((literal) => `${name} = ${literal}`),
    )
    expect(traceql({ attributes: [{ key: 'k', value }] })).toBe(`{ (${tests.join(' || ')}) }`)
  })
})

test('an id that begins with zeros is asked for in both forms', () => {
  const id = idOf('00ab92f3577b34da6a3ce929d0e0e473')
  expect(linksToTrace(id)).toBe(
    `{ link:traceID = "${id}" || link:traceID = "${id.replace(/^0+/, '')}" }`,
  )
  expect(linksToTrace(T)).toBe(`{ link:traceID = "${T}" }`)
})

describe('what a user types', () => {
  /** Go's interpreted string literals (go.dev/ref/spec), as far as JSON's escapes go. */
  function unquoted(literal: string): string {
    expect(literal).toMatch(/^"([^"\\]|\\["\\bfnrt]|\\u[0-9a-f]{4})*"$/)
    expect(Buffer.from(literal).every((byte) => byte >= 0x20)).toBe(true)
    return literal
      .slice(1, -1)
      .replaceAll(/\\(u[0-9a-f]{4}|.)/g, (_, escape: string) =>
        escape.startsWith('u')
          ? String.fromCharCode(parseInt(escape.slice(1), 16))
          : ({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[escape] ?? escape),
      )
  }

  test('stays inside its string', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryString, fc.string({ unit: 'binary' })), (text) => {
        expect(unquoted(stringLiteral(text))).toBe(text)
      }),
    )
    expect(stringLiteral('"} || { true')).toBe(String.raw`"\"} || { true"`)
    expect(stringLiteral('\ud800')).toBe('"\ufffd"')
  })

  test('as a key is plain, or stands in quotes', () => {
    expect(attributeName('http.status_code')).toBe('http.status_code')
    expect(attributeName('odd name')).toBe('"odd name"')
    expect(attributeName('a"b\\c')).toBe(String.raw`"a\"b\\c"`)
    fc.assert(
      fc.property(arbitraryString, (key) => {
        const name = attributeName(key)
        if (name !== key) {
          expect(name).toMatch(/^"([^"\\]|\\["\\])*"$/s)
          expect(name.slice(1, -1).replaceAll(/\\(.)/gs, '$1')).toBe(key)
        }
      }),
    )
  })
})
