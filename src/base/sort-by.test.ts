import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atOnce } from './slices.ts'
import { ranksOf, sortedBy } from './sort-by.ts'

it('sorts as a stable sort does, either way', () => {
  const key = fc.oneof(fc.constantFrom(0, -0, 1, Infinity), fc.double({ noNaN: true }))
  fc.assert(
    fc.property(fc.array(key), fc.boolean(), (keys, descending) => {
      const items = Uint32Array.from(keys, (_, i) => i)
      const expected = [...items].sort((a, b) => {
        const [x, y] = [keys[a], keys[b]]
        const order = x < y ? -1 : x > y ? 1 : 0
        return (descending ? -order : order) || a - b
      })
      expect([...atOnce(sortedBy(items, (item) => keys[item], descending))]).toEqual(expected)
    }),
  )
})
it('ranks texts in their order', () => {
  const ranks = ranksOf(['b', 'a', 'b', ''])
  expect(['', 'a', 'b'].map((text) => ranks.get(text))).toEqual([0, 1, 2])
})
