import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupByTrace } from '../../model/trace-builder.ts'
import type { Span } from '../../model/span.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import { mutations } from '../../testing/mutate-json.ts'
import { batchOf, columnsOf } from '../../testing/tables.ts'
import { draw } from '../../testing/trace-notation.ts'
import { orTypedError } from '../../testing/typed-error.ts'
import { decodeJaegerV3 } from './decode-v3.ts'

const drawn = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch "process {batch}" consumer -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop receive-order server
`)
// What looks like the end of an object, inside of a string.
const spans = drawn.spans.map((span) => ({ ...span, traceState: 'a="}\\"{' }))

const answer = (of: readonly Span[]) => JSON.stringify({ result: tracesToJson(of) })

/** The spans with these attributes on every link. */
const withLinkAttributes = (attributes: Span['links'][number]['attributes']) =>
  spans.map((span) => ({ ...span, links: span.links.map((link) => ({ ...link, attributes })) }))

describe('an answer', () => {
  test('is read with all that OTLP carries', () => {
    const batch = decodeJaegerV3(answer(spans))
    expect(columnsOf(batch)).toEqual(columnsOf(batchOf(spans)))
    expect(spans.map((_, i) => batch.span(i))).toEqual(spans)
  })

  test.each(['', '\n', ' \r\n'])('may be several objects, with %j between them', (between) => {
    const parts = spans.map((span) => answer([span]))
    const batch = decodeJaegerV3(parts.join(between) + between)
    expect(columnsOf(batch)).toEqual(columnsOf(batchOf(spans)))
  })

  test('of several traces is told apart by the ids of the spans', () => {
    expect(groupByTrace(decodeJaegerV3(answer(spans))).size).toBe(2)
  })

  test('without a result holds no span', () => {
    expect(decodeJaegerV3('{}').length).toBe(0)
  })

  test('that ends with an error is that error, never half a trace', () => {
    const error = JSON.stringify({ error: { httpCode: 500, message: 'storage went away' } })
    for (const text of [error, answer(spans) + error]) {
      expect(() => decodeJaegerV3(text)).toThrow(
        expect.objectContaining({ code: 'unreachable', message: 'storage went away' }),
      )
    }
  })

  test('that breaks off is no answer', () => {
    const text = answer([spans[0]]) + answer([spans[1]])
    for (let end = answer([spans[0]]).length + 1; end < text.length; end += 13) {
      expect(orTypedError(() => decodeJaegerV3(text.slice(0, end)))).toBeNull()
    }
  })
})

describe('link attributes', () => {
  test('are not kept where every link has nothing but the type that the store gave it', () => {
    const refType = [{ key: 'opentracing.ref_type', value: 'follows_from' }]
    const batch = decodeJaegerV3(answer(withLinkAttributes(refType)))
    const [, linking] = spans.map((_, i) => batch.span(i))
    expect(linking.links.map((link) => link.attributes)).toEqual([null, null])
    expect(batch.links(1, 1, 2)).toMatchObject([{ attributes: null }])
    // A store that drops attributes drops flags too; "not sampled" must not be read out of that.
    expect(linking.flags).toBe(0)
  })

  test('are none where links have none', () => {
    const batch = decodeJaegerV3(answer(withLinkAttributes([])))
    expect(batch.span(1).links.map((link) => link.attributes)).toEqual([[], []])
  })
})

test('whatever an answer holds, spans come out, or a typed error', () => {
  fc.assert(
    fc.property(mutations({ result: tracesToJson(spans) }), (mutated) => {
      const batch = orTypedError(() => decodeJaegerV3(JSON.stringify(mutated)))
      if (!batch) return
      if (batch.rejected > 0) expect(batch.notes).not.toEqual([])
      for (let i = 0; i < batch.length; i++) expect(batch.span(i).ref.traceId).toHaveLength(32)
    }),
    { numRuns: 500 },
  )
})
