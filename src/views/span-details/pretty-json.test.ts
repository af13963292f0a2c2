import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indentJson, prettyJson } from './pretty-json.ts'

describe('prettyJson', () => {
  test('puts one member on a line', () => {
    expect(prettyJson('{"a":1,"b":[true,null]}')).toBe(
      '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}',
    )
  })

  test('keeps the digits of numbers that a double can not hold', () => {
    expect(prettyJson('{"id":9223372036854775807,"x":1.10,"y":1E400}')).toBe(
      '{\n  "id": 9223372036854775807,\n  "x": 1.10,\n  "y": 1E400\n}',
    )
  })

  test('keeps repeated keys, __proto__ and escapes', () => {
    expect(prettyJson('{"a":1,"a":2,"__proto__":"\\u003cb\\u003e"}')).toBe(
      '{\n  "a": 1,\n  "a": 2,\n  "__proto__": "\\u003cb\\u003e"\n}',
    )
  })

  test('leaves brackets, quotes and blanks inside strings alone', () => {
    const text = '["{ \\"a\\" : [1, 2] }","\\\\"]'
    expect(prettyJson(text)).toBe('[\n  "{ \\"a\\" : [1, 2] }",\n  "\\\\"\n]')
  })

  test('keeps empty objects and arrays together', () => {
    expect(prettyJson('{"a":{ },"b":[\n]}')).toBe('{\n  "a": {},\n  "b": []\n}')
  })

  test.each([
    '',
    'plain',
    '12',
    '"text"',
    'true',
    'null',
    '{"a":1',
    '[1,]',
    "{'a':1}",
    '{a:1}',
    '{}x',
  ])('takes %j for no JSON object or array', (text) => {
    expect(prettyJson(text)).toBeNull()
  })

  test('gives up on nesting beyond 64 levels', () => {
    const nested = (depth: number) => '['.repeat(depth) + '1' + ']'.repeat(depth)
    expect(prettyJson(nested(64))).not.toBeNull()
    expect(prettyJson(nested(65))).toBeNull()
    expect(prettyJson(nested(100_000))).toBeNull()
  })

  test('gives up on long texts, and on short ones whose indentation would be long', () => {
    expect(prettyJson(`["${'x'.repeat(1 << 18)}"]`)).toBeNull()
    const deepList = `${'['.repeat(60)}${'1,'.repeat(100_000)}1${']'.repeat(60)}`
    expect(prettyJson(deepList)).toBeNull()
  })

  test('changes white space between tokens only, and indents its own output the same', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const pretty = prettyJson(text)
        if (pretty === null) return
        expect(JSON.stringify(JSON.parse(pretty))).toBe(JSON.stringify(JSON.parse(text)))
        expect(prettyJson(pretty)).toBe(pretty)
      }),
    )
  })
})

test('indentJson takes any word for a number', () => {
  expect(indentJson('{"a": [NaN, -Infinity, 0xff]}')).toBe(
    '{\n  "a": [\n    NaN,\n    -Infinity,\n    0xff\n  ]\n}',
  )
})
