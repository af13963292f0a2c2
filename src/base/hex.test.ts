import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesFromHex, hexOf, writeHex } from './hex.ts'

test('hex is read back as the bytes it was made of, in either case', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesFromHex(hexOf(bytes))).toEqual(bytes)
      expect(bytesFromHex(hexOf(bytes).toUpperCase())).toEqual(bytes)
    }),
  )
})

test('a slice is written as its own bytes', () => {
  expect(hexOf(Uint8Array.of(0, 1, 0xab, 0xff), 1, 3)).toBe('01ab')
})

test('whatever is not pairs of hex digits is null', () => {
  const isHex = (text: string) => /^([0-9a-fA-F]{2})*$/.test(text)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      expect(bytesFromHex(text) !== null).toBe(isHex(text))
    }),
  )
  for (const text of ['a', '0g', 'G0', '0x', ' 0', '0\n', '@@', '``', '1️'])
    expect(bytesFromHex(text)).toBeNull()
})

test('writeHex writes exactly `size` bytes at its place', () => {
  const target = new Uint8Array(4).fill(9)
  expect(writeHex('0aFF', target, 1, 2)).toBe(true)
  expect([...target]).toEqual([9, 10, 255, 9])
  expect(writeHex('0aff', target, 0, 1)).toBe(false)
  expect(writeHex('0aff', target, 0, 3)).toBe(false)
})
