import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Of, bytesFromBase64 } from './base64.ts'

test('base64 is read back as the bytes it was made of: standard, URL-safe, with and without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = base64Of(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(bytesFromBase64(text)).toEqual(bytes)
      expect(bytesFromBase64(text.replaceAll('=', ''))).toEqual(bytes)
      expect(bytesFromBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  )
})

test.each(['=', 'a', 'abc=d', '!!!!', 'ab\u0100d', 'AAAA=A=='])('%j is no base64', (text) => {
  expect(bytesFromBase64(text)).toBeNull()
})

test('a megabyte is written and read', () => {
  const bytes = new Uint8Array(1_000_000).map((_, i) => i)
  expect(bytesFromBase64(base64Of(bytes))).toEqual(bytes)
})
