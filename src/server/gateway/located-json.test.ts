import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LocatedSyntaxError, parseLocatedJson } from './located-json.ts'

const DOCUMENT = `{
  "local": false,
  "sources": [
    {
      "kind": "jaeger",
      "url":
        "http://localhost"
    },
    { "kind": "tempo" }
  ]
}`

test('agrees with JSON.parse on every valid document', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space)
      expect(parseLocatedJson(text).value).toEqual(JSON.parse(text))
    }),
  )
})

test('refuses what JSON.parse refuses', () => {
  const damaged = fc
    .tuple(fc.nat(DOCUMENT.length), fc.nat(3), fc.string({ maxLength: 3 }))
    .map(([at, cut, put]) => DOCUMENT.slice(0, at) + put + DOCUMENT.slice(at + cut))
  fc.assert(
    fc.property(damaged, (text) => {
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      if (!valid) expect(() => parseLocatedJson(text)).toThrow(LocatedSyntaxError)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  [[], 1],
  [['local'], 2],
  [['sources'], 3],
  [['sources', 0], 4],
  [['sources', 0, 'kind'], 5],
  [['sources', 0, 'url'], 6],
  [['sources', 1, 'kind'], 9],
  [['sources', 1, 'missing'], 9],
  [['sources', 7, 'url'], 3],
  [['elsewhere'], 1],
] as const)('%j stands, or would, on line %i', (path, line) => {
  expect(parseLocatedJson(DOCUMENT).lineOf(path)).toBe(line)
})

describe('an error names its line', () => {
  const errorOf = (text: string) => {
    try {
      parseLocatedJson(text)
      return null
    } catch (error) {
      if (!(error instanceof LocatedSyntaxError)) throw error
      return [error.line, error.message]
    }
  }

  test.each([
    ['', 1, /missing/],
    ['{\n\n"a": 1\n"b": 2}', 4, /comma/],
    ['{\n"a": 1,\n}', 3, /name/],
    ['{\n"a"\n1}', 3, /colon/],
    ['[1,\n2,\n]', 3, /value/],
    ['[1,\n2', 2, /too early/],
    ['{"a": "open\n}', 1, /quote/],
    ['{"a":\n01}', 2, /not a JSON value/],
    ['{"a":\n"\\x"}', 2, /not a JSON value/],
    ['{"a":1,\n"a":2}', 2, /twice/],
    ['{}\n// more', 2, /after the end/],
    ['\n'.repeat(4) + '['.repeat(1000), 5, /deep/],
  ])('%j', (text, line, message) => {
    expect(errorOf(text)).toEqual([line, expect.stringMatching(message)])
  })

  test('and nothing of what stands there', () => {
    for (const text of ['{"token": hunter2}', '{"token": "hunter2}', '{hunter2: 1}', '"a" hunter2'])
      expect(String(errorOf(text))).not.toContain('hunter2')
  })
})

test('a name such as __proto__ is a name like any other', () => {
  const { value } = parseLocatedJson('{"__proto__": {"local": true}}')
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect((value as { local?: boolean }).local).toBeUndefined()
})

test('a byte order mark is no part of the document', () => {
  expect(parseLocatedJson('\ufeff{}').value).toEqual({})
})
