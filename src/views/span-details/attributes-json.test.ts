import { expect, test } from 'vitest'
import { attributesJson } from './attributes-json.ts'

test('attributes are copied as JSON that keeps 64-bit integers', () => {
  const text = attributesJson([
    { key: 'n', value: 9007199254740993n },
    { key: 'a', value: ['x', 1.5, null, true] },
    { key: '__proto__', value: { entries: [{ key: 'b', value: new Uint8Array([1, 255]) }] } },
    { key: 'nan', value: Number.NaN },
  ])
  expect(text).toContain('"n": 9007199254740993')
  const read: unknown = JSON.parse(text)
  expect(Object.entries(read as object)).toEqual([
    ['n', Number('9007199254740993')],
    ['a', ['x', 1.5, null, true]],
    ['__proto__', { b: '0x01ff' }],
    ['nan', 'NaN'],
  ])
})

test('a key that repeats loses no value', () => {
  const twice = [
    { key: 'a', value: '1' },
    { key: 'a', value: '2' },
  ]
  expect(JSON.parse(attributesJson(twice))).toEqual(twice)
  expect(JSON.parse(attributesJson([]))).toEqual({})
})
