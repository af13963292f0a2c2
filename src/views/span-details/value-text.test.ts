import { describe, expect, test } from 'vitest'
import type { AttributeValue } from '../../model/attributes.ts'
import { typeWord, valueText } from './value-text.ts'

describe('valueText', () => {
  test.each<[AttributeValue, string]>([
    ['GET', 'GET'],
    [9223372036854775807n, '9223372036854775807'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [-0, '-0'],
    [true, 'true'],
    [null, ''],
    [new Uint8Array([0, 255]), '0x00ff'],
    [['a', 1n, NaN], '["a", 1, NaN]'],
    [{ entries: [{ key: '__proto__', value: 1n }] }, '{"__proto__": 1}'],
    ['{"a":1}', '{"a":1}'],
  ])('%o is %j on one line', (value, head) => {
    expect(valueText(value)).toMatchObject({ head, size: null })
  })

  test('indents long JSON and folds it after twelve lines', () => {
    const text = JSON.stringify(Array.from({ length: 40 }, (_, i) => i))
    const shown = valueText(text)
    expect(shown).toMatchObject({ code: true, size: '42 lines' })
    expect(shown.head.split('\n')).toHaveLength(12)
    expect(shown.full().replaceAll(/\s/g, '')).toBe(text)
  })

  test('indents long arrays and maps, whose words need not be JSON', () => {
    const shown = valueText(Array.from({ length: 30 }, () => NaN))
    expect(shown).toMatchObject({ code: true, size: '32 lines' })
    expect(shown.head).toMatch(/^\[\n {2}NaN,\n/)
  })

  test('folds text after 300 characters and says how long it is', () => {
    const shown = valueText('x'.repeat(1 << 20))
    expect(shown).toMatchObject({ code: false, size: '1,048,576 characters' })
    expect(shown.head).toHaveLength(300)
  })

  test('folds bytes without making the hex of all of them', () => {
    const shown = valueText(new Uint8Array(1 << 20))
    expect(shown.size).toBe('1,048,576 bytes')
    expect(shown.head).toHaveLength(300)
    expect(shown.full()).toHaveLength(2 + 2 * (1 << 20))
  })
})

test.each<[AttributeValue, string | null]>([
  ['text', null],
  ['', 'empty string'],
  [1n, 'int'],
  [1, 'double'],
  [false, 'bool'],
  [null, 'empty'],
  [new Uint8Array(1), '1 byte'],
  [new Uint8Array(2048), '2,048 bytes'],
  [[1n, 2n], 'array of 2'],
  [{ entries: [] }, 'map of 0'],
])('the type of %o is %j', (value, word) => {
  expect(typeWord(value)).toBe(word)
})
