import { expect, test } from 'vitest'
import { spanOfTarget } from './link-target.ts'
import { durationOf } from './summary.ts'

test('a duration is never negative', () => {
  expect(durationOf({ start: 5n, end: 9n })).toBe(4)
  expect(durationOf({ start: 9n, end: 5n })).toBe(0)
})

test('only a target that was found has a span', () => {
  expect(spanOfTarget({ at: 'pending' })).toBeNull()
  expect(spanOfTarget({ at: 'absent', why: { reason: 'span not in its trace' } })).toBeNull()
})
