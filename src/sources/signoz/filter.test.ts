import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchFor } from '../../testing/searches.ts'
import { parseTinyFilter } from '../../testing/tiny-signoz-filter.ts'
import { SourceError } from '../source.ts'
import { quote, spanConditions } from './filter.ts'
import { millisOf } from './query.ts'

test('a text is read back as it was, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', "'", '\\', '"', ' ', 'é') }), (text) => {
      const { matches } = parseTinyFilter(`name = ${quote(text)}`, (row, key) => row[key])
      expect(matches({ name: text })).toBe(true)
      expect(matches({ name: `${text}x` })).toBe(false)
    }),
  )
})

describe('the name of an attribute', () => {
  const conditionFor = (key: string) =>
    spanConditions(searchFor({ attributes: [{ key, value: '1' }] }))

  test.each([
    ['http.route', "http.route = '1'"],
    ['order-id', "order-id = '1'"],
    ['name', "attribute.name = '1'"],
    ['span.kind', "attribute.span.kind = '1'"],
    ['in', "attribute.in = '1'"],
    ['has_error', "attribute.has_error = '1'"],
  ])('%s is written so that nothing else is meant', (key, expected) => {
    expect(conditionFor(key)).toEqual([expected])
  })

  test.each(['', 'a b', "a' OR x", 'a = b', '(a)', 'a..b', '1', '$x', 'a/b'])(
    '%j is refused',
    (key) => {
      expect(() => conditionFor(key)).toThrow(SourceError)
    },
  )
})

test('times have the number of digits by which SigNoz knows milliseconds', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 64n) - 1n), fc.bigInt(0n, (1n << 64n) - 1n), (a, b) => {
      const { start, end } = millisOf({ from: a < b ? a : b, to: a < b ? b : a })
      for (const time of [start, end]) expect(String(time)).toHaveLength(13)
      expect(end).toBeGreaterThan(start)
    }),
  )
})
