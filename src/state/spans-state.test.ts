import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawnTraceId } from '../testing/trace-notation.ts'
import { hrefOf, placeOf, tracePlace } from './places.ts'
import { DEFAULT_SPANS, SPAN_COLUMNS, SPAN_GROUPINGS, type SpansState } from './spans-state.ts'

const text = fc.string({ unit: 'grapheme' })
const states = fc.record<SpansState>({
  find: text,
  only: fc.boolean(),
  errors: fc.boolean(),
  links: fc.boolean(),
  services: fc.array(text, { maxLength: 5 }),
  path: fc.boolean(),
  group: fc.constantFrom(...SPAN_GROUPINGS),
  sort: fc.constantFrom(...SPAN_COLUMNS),
  descending: fc.boolean(),
})

it('what is shown of the spans is the same after a way through the URL, whatever was typed', () => {
  fc.assert(
    fc.property(states, (spans) => {
      const place = { ...tracePlace(drawnTraceId('t')), spans }
      expect(placeOf(hrefOf(place))).toEqual(place)
    }),
  )
})
it('defaults are not written, and what can’t be is as if it were not there', () => {
  const id = drawnTraceId('t')
  expect(hrefOf(tracePlace(id))).toBe(`/trace/${id}`)
  expect(placeOf(`/trace/${id}?errors=maybe&group=shoe-size&sort=-weight`)).toMatchObject({
    spans: DEFAULT_SPANS,
  })
})
