import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import { storedDuration, storedTime, timeOfStored } from './stored-time.ts'

const time = fc.bigInt({ min: 0n, max: MAX_EPOCH_NANOS })

test('every unsigned 64-bit time fits a signed integer and comes back exactly', () => {
  fc.assert(
    fc.property(time, (t) => {
      expect(BigInt.asIntN(64, storedTime(t))).toBe(storedTime(t))
      expect(timeOfStored(storedTime(t))).toBe(t)
    }),
  )
})

test('the order of stored times is the order of times', () => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      expect(storedTime(a) < storedTime(b)).toBe(a < b)
    }),
  )
})

test('a duration is never negative and stops at the largest signed integer', () => {
  expect(storedDuration(5n, 3n)).toBe(0n)
  expect(storedDuration(0n, MAX_EPOCH_NANOS)).toBe((1n << 63n) - 1n)
  expect(storedDuration(3n, 5n)).toBe(2n)
})
