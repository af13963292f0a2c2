import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  DAY,
  MAX_EPOCH_NANOS,
  epochNanosFromMillis,
  millisFromEpochNanos,
  nanosBetween,
  parseEpochNanos,
} from './time.ts'

const arbitraryTime = fc.bigInt({ min: 0n, max: MAX_EPOCH_NANOS })

test('a time in digits is read back', () => {
  fc.assert(
    fc.property(arbitraryTime, (time) => {
      expect(parseEpochNanos(String(time))).toBe(time)
    }),
  )
})

test.each([
  '',
  '-1',
  '+1',
  '1.0',
  '1e3',
  ' 1',
  '0x10',
  String(MAX_EPOCH_NANOS + 1n),
  '9'.repeat(99),
])('%j is no time', (text) => {
  expect(parseEpochNanos(text)).toBeNull()
})

test('distances within 104 days are exact', () => {
  fc.assert(
    fc.property(arbitraryTime, fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }), (from, by) => {
      expect(BigInt(nanosBetween(from, from + by))).toBe(by)
    }),
  )
  expect(2 ** 53 / DAY).toBeGreaterThan(104)
})

test('milliseconds survive the way to nanoseconds and back', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 43 }), (ms) => {
      expect(millisFromEpochNanos(epochNanosFromMillis(ms))).toBe(ms)
      expect(millisFromEpochNanos(epochNanosFromMillis(ms) + 999_999n)).toBe(ms)
    }),
  )
})
