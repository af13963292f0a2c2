import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributeText } from '../../model/attributes.ts'
import { encodeResource, encodeSpan } from '../../otlp/encode-proto.ts'
import { arbitrarySpan } from '../../testing/arbitrary-span.ts'
import { matchesAttributes, needlesOf } from './attribute-match.ts'

test('what a span or its resource holds is found, and its bytes have every needle', () => {
  fc.assert(
    fc.property(arbitrarySpan, fc.boolean(), fc.nat(), (span, ofSpan, pick) => {
      const attributes = ofSpan ? span.attributes : span.resource.attributes
      fc.pre(attributes.length > 0)
      const { key, value } = attributes[pick % attributes.length]
      const filter = { key, value: attributeText(value) }
      expect(matchesAttributes(span, [filter])).toBe(true)
      const bytes = Buffer.from(ofSpan ? encodeSpan(span) : encodeResource(span.resource))
      for (const needle of needlesOf(filter)) expect(bytes.includes(Buffer.from(needle))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a text that only a string can have is a needle, beside its key', () => {
  const texts = (value: string) =>
    needlesOf({ key: 'k', value }).map((needle) => Buffer.from(needle).toString())
  expect(texts('checkout')).toEqual(['k', 'checkout'])
  for (const value of ['', '7', '-1.5', '1e+21', 'true', 'NaN', '-Infinity', '0x0a', '[1]', '{}']) {
    expect(texts(value)).toEqual(['k'])
  }
})
