import { expect, test } from 'vitest'
import { HOME, followedPlace, tracePlace } from '../state/places.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { type Asked, askedPlace } from './asked-place.ts'

const batch = drawnRef('batch/run')
const order = drawnRef('order/receive')
const ASKED: Asked = { ...batch, view: 'waterfall', tab: 'attributes' }
const FOLLOWED = followedPlace([], batch, 'link', order)

test('the first place is the one asked for', () => {
  expect(askedPlace(HOME, { ...ASKED, view: 'graph', tab: 'links' }, null)).toEqual({
    ...tracePlace(batch.traceId, batch.spanId),
    view: 'graph',
    tab: 'links',
  })
})

test('details are shown of the same place as the waterfall', () => {
  expect(askedPlace(HOME, { ...ASKED, view: 'details' }, null)).toMatchObject({ view: 'waterfall' })
})

test('without a trace nothing is shown', () => {
  expect(askedPlace(HOME, { ...ASKED, traceId: null }, null)).toEqual(HOME)
  const here = tracePlace(batch.traceId)
  expect(askedPlace(here, { ...ASKED, traceId: null }, ASKED)).toEqual(HOME)
})

test('what the host repeats of a move changes nothing', () => {
  expect(askedPlace(FOLLOWED, { ...ASKED, ...order }, ASKED)).toEqual(FOLLOWED)
})

test('another span of the trace leaves view and tab as they are', () => {
  const here = { ...tracePlace(batch.traceId, batch.spanId), view: 'graph', tab: 'raw' } as const
  const next = { ...ASKED, spanId: order.spanId }
  expect(askedPlace(here, next, ASKED)).toEqual({ ...here, spanId: order.spanId })
})

test('another view leaves the person where a link has led', () => {
  const next = { ...ASKED, view: 'graph' } as const
  expect(askedPlace(FOLLOWED, next, ASKED)).toEqual({ ...FOLLOWED, view: 'graph' })
})

test('another span, asked for when the person has left the trace, leads back to it', () => {
  const next = { ...ASKED, spanId: null }
  expect(askedPlace(FOLLOWED, next, ASKED)).toEqual(tracePlace(batch.traceId))
})
