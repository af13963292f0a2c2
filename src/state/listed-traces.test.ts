import { expect, test } from 'vitest'
import type { SpanId, TraceId } from '../model/ids.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { type Listed, MOST_LISTED, listedSearch, parseListed } from './listed-traces.ts'
import { hrefOf, placeOf } from './places.ts'

const [receive, ship] = ['order/receive', 'shipment/ship'].map(drawnRef)

const many = (count: number): Listed[] =>
  Array.from({ length: count }, (_, i) => ({
    traceId: (i + 1).toString(16).padStart(32, '0') as TraceId,
    spanId: (i + 1).toString(16).padStart(16, '0') as SpanId,
  }))

test('a list of spans is the same after a way through the URL', () => {
  const place = placeOf(hrefOf({ screen: 'traces', search: listedSearch([receive, ship]) }))
  expect(place.screen === 'traces' && parseListed(place.search.ids)).toEqual([receive, ship])
})

test('a trace is listed once, with the span that came first', () => {
  const twice = listedSearch([receive, { ...receive, spanId: ship.spanId }])
  expect(parseListed(twice.ids)).toEqual([receive])
})

test('a list is read from any text, in either case', () => {
  const text = `${receive.traceId.toUpperCase()},\n"${ship.traceId}:${ship.spanId}"; 1234 ${'0'.repeat(32)}`
  expect(parseListed(text)).toEqual([{ traceId: receive.traceId, spanId: null }, ship])
})

test('the address of a list stays under 8 KiB, however many spans are listed', () => {
  for (const count of [100, 101, 10_000]) {
    const search = listedSearch(many(count))
    expect(hrefOf({ screen: 'traces', search }).length).toBeLessThan(8000)
    expect(parseListed(search.ids)).toHaveLength(Math.min(count, MOST_LISTED))
  }
})
