import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countBetween, lowerBound } from './bisect.ts'

const someSorted = fc.array(fc.nat(20)).map((values) => values.sort((a, b) => a - b))

it('counts what is below a value and what is in a range', () => {
  fc.assert(
    fc.property(someSorted, fc.nat(22), fc.nat(22), (sorted, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      expect(lowerBound(sorted, a)).toBe(sorted.filter((value) => value < a).length)
      expect(countBetween(sorted, from, to)).toBe(
        sorted.filter((value) => value >= from && value < to).length,
      )
    }),
  )
})
