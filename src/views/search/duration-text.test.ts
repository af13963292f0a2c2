import { expect, test } from 'vitest'
import type { TraceSummary } from '../../model/summary.ts'
import { durationText } from './duration-text.ts'

test.each([
  [0n, undefined, '0 ns'],
  [369_000n, undefined, '369 µs'],
  [0n, 1e6, '< 1 ms'],
  [1_000_000n, 1e6, '1 ms'],
  [1_230_000_000n, 1e6, '1.23 s'],
])('a duration of %s ns that is told in steps of %s is %s', (end, durationStep, text) => {
  expect(durationText({ start: 0n, end, durationStep } as TraceSummary)).toBe(text)
})
