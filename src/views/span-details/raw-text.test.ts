import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanFromJson } from '../../otlp/json-span.ts'
import { attributesFromJson } from '../../otlp/json-values.ts'
import { arbitrarySpan } from '../../testing/arbitrary-span.ts'
import { draw } from '../../testing/trace-notation.ts'
import { rawFileName, rawText } from './raw-text.ts'

const [span] = draw(`
  trace batch
  0-100 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7)
`).spans

test('the raw text is one OTLP document with the span, its scope and its resource', () => {
  const document = JSON.parse(rawText(span))
  expect(document.resourceSpans).toHaveLength(1)
  const [{ resource, scopeSpans }] = document.resourceSpans
  expect(attributesFromJson(resource.attributes)).toEqual(span.resource.attributes)
  expect(scopeSpans[0].scope.name).toBe(span.scope.name)
  expect(spanFromJson(scopeSpans[0].spans[0], span.resource, span.scope)).toEqual(span)
})

test('any span is read back as it was', () => {
  fc.assert(
    fc.property(arbitrarySpan, (any) => {
      const json = JSON.parse(rawText(any)).resourceSpans[0].scopeSpans[0].spans[0]
      expect(spanFromJson(json, any.resource, any.scope)).toEqual(any)
    }),
    { numRuns: 50 },
  )
})

test('the file is named after the span', () => {
  expect(rawFileName(span)).toBe(`span-${span.ref.spanId}.json`)
})
