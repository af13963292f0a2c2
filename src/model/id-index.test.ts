import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdIndex, NONE } from './id-index.ts'

test('an id is found at its first position among the selected spans', () => {
  const id = fc.uint8Array({ minLength: 8, maxLength: 8, max: 2 })
  fc.assert(
    fc.property(fc.array(id), fc.array(fc.nat()), id, (ids, picks, other) => {
      const column = Uint8Array.from(ids.flatMap((bytes) => [...bytes]))
      const chosen = ids.length === 0 ? [] : picks.map((pick) => pick % ids.length)
      const index = new IdIndex(column, Uint32Array.from(chosen))
      for (const wanted of [...ids, other]) {
        const position = chosen.findIndex((i) => String(ids[i]) === String(wanted))
        expect(index.first(Uint8Array.of(9, ...wanted), 1)).toBe(position)
      }
    }),
  )
})

test('an empty index has no id', () => {
  expect(new IdIndex(new Uint8Array(0), new Uint32Array(0)).first(new Uint8Array(8), 0)).toBe(NONE)
})
