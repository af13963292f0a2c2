import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryValue } from '../testing/arbitrary-span.ts'
import { type AttributeValue, attribute, attributeText, attributeType } from './attributes.ts'

describe('attributeText', () => {
  test.each<[string, AttributeValue]>([
    ['plain "text" <b>', 'plain "text" <b>'],
    ['', ''],
    ['', null],
    ['true', true],
    ['-9223372036854775808', -(2n ** 63n)],
    ['1.5', 1.5],
    ['-0', -0],
    ['NaN', NaN],
    ['-Infinity', -Infinity],
    ['0x00ff', Uint8Array.of(0, 255)],
    ['[]', []],
    ['["a", 1, null, [true]]', ['a', 1n, null, [true]]],
    ['{}', { entries: [] }],
    ['{"__proto__": ["x"]}', { entries: [{ key: '__proto__', value: ['x'] }] }],
    ['{"a\\"b": null}', { entries: [{ key: 'a"b', value: null }] }],
  ])('%j', (text, value) => {
    expect(attributeText(value)).toBe(text)
  })

  test('a value has text, and a nested one that of its parts', () => {
    fc.assert(
      fc.property(fc.array(arbitraryValue), (values) => {
        const parts = values.map((value) => attributeText([value]).slice(1, -1))
        expect(attributeText(values)).toBe(`[${parts.join(', ')}]`)
      }),
    )
  })
})

test('every value has a type', () => {
  const typed: [AttributeValue, string][] = [
    [null, 'empty'],
    ['', 'string'],
    [false, 'bool'],
    [0n, 'int'],
    [0, 'double'],
    [new Uint8Array(0), 'bytes'],
    [[], 'array'],
    [{ entries: [] }, 'map'],
  ]
  for (const [value, type] of typed) expect(attributeType(value)).toBe(type)
})

test('the first of repeated keys counts, and a missing key is undefined, not empty', () => {
  const attributes = [
    { key: 'a', value: null },
    { key: 'a', value: 'second' },
    { key: '__proto__', value: 1n },
  ]
  expect(attribute(attributes, 'a')).toBeNull()
  expect(attribute(attributes, '__proto__')).toBe(1n)
  expect(attribute(attributes, 'constructor')).toBeUndefined()
})
