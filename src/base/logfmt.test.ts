import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatLogfmt, parseLogfmt } from './logfmt.ts'

function read(text: string): [string, string][] | string {
  const result = parseLogfmt(text)
  return result.ok ? result.pairs.map(({ key, value }) => [key, value]) : result.why
}

describe('parseLogfmt reads', () => {
  test.each([
    ['', []],
    ['  ', []],
    ['order.id=A-1003', [['order.id', 'A-1003']]],
    ['order.id = A-1003', [['order.id', 'A-1003']]],
    [
      'a=1  b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'note="two words" b=2',
      [
        ['note', 'two words'],
        ['b', '2'],
      ],
    ],
    [String.raw`q="say \"hi\" \\"`, [['q', String.raw`say "hi" \ `.trim()]]],
    [
      'empty="" b=',
      [
        ['empty', ''],
        ['b', ''],
      ],
    ],
    [
      'a= b=2',
      [
        ['a', ''],
        ['b', '2'],
      ],
    ],
    ['url=http://x/?q=1', [['url', 'http://x/?q=1']]],
    ['"my key"=v', [['my key', 'v']]],
    [
      'a=1 a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['__proto__=x', [['__proto__', 'x']]],
    [String.raw`path=C:\dir`, [['path', String.raw`C:\dir`]]],
  ])('%j', (text, pairs) => {
    expect(read(text)).toEqual(pairs)
  })
})

describe('parseLogfmt says what is wrong with', () => {
  test.each([
    ['order.id', /“order.id” has no value/],
    ['a=1 word', /“word” has no value/],
    ['=1', /key is missing/],
    ['""=1', /key is missing/],
    ['a="open', /don’t close/],
    ['a="x"y', /stand inside a word/],
  ])('%j', (text, why) => {
    expect(read(text)).toMatch(why)
  })
})

test('what formatLogfmt writes, parseLogfmt reads back', () => {
  const pair = fc.record({
    key: fc.string({ minLength: 1, unit: 'binary' }),
    value: fc.string({ unit: 'binary' }),
  })
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      expect(parseLogfmt(formatLogfmt(pairs))).toEqual({ ok: true, pairs })
    }),
  )
})
