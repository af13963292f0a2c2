import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitrarySpan } from '../testing/arbitrary-span.ts'
import { batchOf, columnsOf } from '../testing/tables.ts'
import { joinBatches } from './join-batches.ts'

test('joined documents are the document of all their spans', () => {
  const documents = fc.array(fc.array(arbitrarySpan, { maxLength: 3 }), { maxLength: 4 })
  fc.assert(
    fc.property(documents, (parts) => {
      const joined = joinBatches(parts.map(batchOf))
      const whole = batchOf(parts.flat())
      expect(columnsOf(joined)).toEqual(columnsOf(whole))
      for (const [i, span] of parts.flat().entries()) {
        expect(joined.span(i)).toEqual(span)
        expect(joined.links(i, 1, 3)).toEqual(span.links.slice(1, 3))
      }
    }),
  )
})
