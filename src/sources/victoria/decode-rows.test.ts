import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributeText } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import { mutations } from '../../testing/mutate-json.ts'
import { batchOf, columnsOf } from '../../testing/tables.ts'
import { draw } from '../../testing/trace-notation.ts'
import { orTypedError } from '../../testing/typed-error.ts'
import { type RowLayout, victoriaRow } from '../../testing/victoria-rows.ts'
import { decodeVictoriaRows } from './decode-rows.ts'

const drawn = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop receive-order server
`)

/** With an event, and more links than one digit counts. */
const spans = drawn.spans.map((span): Span => ({
  ...span,
  traceState: 'a=b',
  statusMessage: 'boom',
  events: [
    { time: span.start + 1n, name: 'taken', attributes: [], droppedAttributes: 2 },
    {
      time: 0n,
      name: 'a:b:3',
      attributes: [{ key: 'x:1', value: 'y' }],
      droppedAttributes: 0,
    },
  ],
  links: Array.from({ length: span.links.length * 6 }, (_, i) => span.links[i % 2]),
}))

const linesOf = (of: readonly Span[], layout?: RowLayout) =>
  of.map((span) => `${JSON.stringify(victoriaRow(span, layout))}\n`).join('')

/** What is left of a span: values are texts. */
function asTexts(span: Span): Span {
  const texts = (attributes: Span['attributes']) =>
    attributes.map(({ key, value }) => ({ key, value: attributeText(value) }))
  return {
    ...span,
    attributes: texts(span.attributes),
    links: span.links.map((link) => ({ ...link, attributes: texts(link.attributes ?? []) })),
  }
}

describe.each<RowLayout>(['index last', 'index first'])('rows with the %s in names', (layout) => {
  test('keep all of a span but the types of its values', () => {
    const batch = decodeVictoriaRows(linesOf(spans, layout))
    expect(batch.notes).toEqual([])
    expect(columnsOf(batch)).toEqual(columnsOf(batchOf(spans)))
    expect(spans.map((_, i) => batch.span(i))).toEqual(spans.map(asTexts))
  })
})

test('spans of one resource and scope share them', () => {
  const batch = decodeVictoriaRows(linesOf(spans))
  expect(batch.span(0).resource).toBe(batch.span(1).resource)
  expect(batch.span(0).scope).toBe(batch.span(2).scope)
})

test('a last line that breaks off is counted and said, never taken for the end', () => {
  const text = linesOf(spans)
  const batch = decodeVictoriaRows(text.slice(0, -20))
  expect(batch).toMatchObject({ length: 2, rejected: 1, notes: [{ path: 'line 3' }] })
})

test('no rows hold no span; no readable row is no answer', () => {
  expect(decodeVictoriaRows('').length).toBe(0)
  expect(orTypedError(() => decodeVictoriaRows('cannot execute query'))).toBeNull()
})

test('a row without the id of a span is not taken, and a note says which', () => {
  const [first, second] = linesOf(spans).split('\n')
  const broken = second.replace(/"span_id":"\w+"/, '"span_id":"span-7"')
  expect(decodeVictoriaRows(`${first}\n${broken}`)).toMatchObject({
    length: 1,
    notes: [{ path: 'line 2', message: 'span id "span-7" is not hex or is zero' }],
  })
})

test('whatever rows hold, spans come out, or a typed error', () => {
  fc.assert(
    fc.property(mutations(spans.map((span) => victoriaRow(span))), (mutated) => {
      const rows = Array.isArray(mutated) ? mutated.filter((row) => row !== undefined) : [mutated]
      const text = rows.map((row) => JSON.stringify(row)).join('\n')
      const batch = orTypedError(() => decodeVictoriaRows(text))
      if (!batch) return
      expect(batch.rejected).toBe(rows.length - batch.length)
      for (let i = 0; i < batch.length; i++) expect(batch.span(i).ref.traceId).toHaveLength(32)
    }),
    { numRuns: 500 },
  )
})
