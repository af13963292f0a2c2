import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AttributeValue, attributeText } from '../../model/attributes.ts'
import type { Resource } from '../../model/span.ts'
import { encodeResource, encodeSpan } from '../../otlp/encode-proto.ts'
import { arbitrarySpan } from '../../testing/arbitrary-span.ts'
import { matchesAttributes, needlesOf } from './attribute-match.ts'

test('what a span or its resource holds is found, and its bytes have a needle of each list', () => {
  fc.assert(
    fc.property(arbitrarySpan, fc.boolean(), fc.nat(), (span, ofSpan, pick) => {
      const attributes = ofSpan ? span.attributes : span.resource.attributes
      fc.pre(attributes.length > 0)
      const { key, value } = attributes[pick % attributes.length]
      const filter = { key, value: attributeText(value) }
      expect(matchesAttributes(span, [filter])).toBe(true)
      const bytes = Buffer.from(ofSpan ? encodeSpan(span) : encodeResource(span.resource))
      for (const list of needlesOf(filter)) {
        expect(list.some((needle) => bytes.includes(Buffer.from(needle)))).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a number is looked for as text, int and double', () => {
  const values: AttributeValue[] = ['7', 7n, 7, '-1.5', -1.5, -1n, 1n << 62n, -0, 1e300, Infinity]
  for (const value of values) {
    const bytes = Buffer.from(encodeResource(withAttribute(value)))
    const [, list] = needlesOf({ key: 'k', value: attributeText(value) })
    expect(list.filter((needle) => bytes.includes(Buffer.from(needle)))).toHaveLength(1)
  }
})

test('a value that has many encodings is looked for by its key alone', () => {
  const texts = (value: string) =>
    needlesOf({ key: 'k', value }).map((list) => list.map((needle) => String(needle)))
  expect(texts('checkout')).toEqual([['k'], ['checkout']])
  expect(texts('007')).toEqual([['k'], ['007']])
  for (const value of ['', 'true', 'NaN', '0x0a', '[1]', '{}'])
    expect(texts(value)).toEqual([['k']])
})

function withAttribute(value: AttributeValue): Resource {
  return { attributes: [{ key: 'k', value }], droppedAttributes: 0, schemaUrl: '' }
}
