import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitrarySpan, arbitraryTrace } from '../testing/arbitrary-span.ts'
import { batchOf, columnsOf } from '../testing/tables.ts'
import { spanBatchOf } from './span-batch-of.ts'

const arbitrarySpans = fc.oneof(
  fc.array(arbitrarySpan, { maxLength: 4 }),
  arbitraryTrace({ distinct: false }),
)

test('objects give the columns that the same spans give when they are decoded', () => {
  fc.assert(
    fc.property(arbitrarySpans, (spans) => {
      expect(columnsOf(spanBatchOf(spans))).toEqual(columnsOf(batchOf(spans)))
    }),
  )
})

test('a span and a page of its links are read as they were given', () => {
  fc.assert(
    fc.property(arbitrarySpans, (spans) => {
      const batch = spanBatchOf(spans)
      for (const [i, span] of spans.entries()) {
        expect(batch.span(i)).toEqual(span)
        expect(batch.links(i, 1, 3)).toEqual(span.links.slice(1, 3))
      }
    }),
  )
})

test('what could not be taken is told with the batch', () => {
  const notes = [{ path: 'data[0].spans[3]', message: 'span id "x" is no id' }]
  expect(spanBatchOf([], { rejected: 1, notes })).toMatchObject({ length: 0, rejected: 1, notes })
})
