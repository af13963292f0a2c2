import { expect, test } from 'vitest'
import { matchingRows } from './attribute-rows.ts'

const attributes = [
  { key: 'http.method', value: 'GET' },
  { key: '__proto__', value: 204n },
  { key: 'http.method', value: 'POST' },
]

test('a text matches keys and values, in either case', () => {
  expect(matchingRows(attributes, 'METHOD')).toEqual([0, 2])
  expect(matchingRows(attributes, 'get')).toEqual([0])
  expect(matchingRows(attributes, '204')).toEqual([1])
  expect(matchingRows(attributes, '__proto__')).toEqual([1])
  expect(matchingRows(attributes, 'nothing')).toEqual([])
})

test('no text, or blanks alone, matches all', () => {
  expect(matchingRows(attributes, '')).toEqual([0, 1, 2])
  expect(matchingRows(attributes, '  ')).toEqual([0, 1, 2])
})
