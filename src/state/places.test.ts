import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnRef } from '../testing/trace-notation.ts'
import type { MapState } from './map-state.ts'
import {
  DEFAULT_TAB,
  DETAIL_TABS,
  LINK_MAP,
  type Place,
  TRACE_VIEWS,
  type TracePlace,
  backPlace,
  followedPlace,
  hrefOf,
  placeOf,
  tracePlace,
} from './places.ts'
import { DEFAULT_SEARCH, type SearchState } from './search-state.ts'

const [batch, order] = ['batch/process', 'order/receive'].map(drawnRef)

describe('places', () => {
  it('a trace place is the same after a way through its URL', () => {
    for (const tab of DETAIL_TABS) {
      for (const view of TRACE_VIEWS) {
        const place: TracePlace = { ...followedPlace([], batch, 'link', order), tab, view }
        expect(placeOf(hrefOf(place))).toEqual(place)
      }
    }
  })
  it('a span is told from another with the same id', () => {
    const place: TracePlace = { ...tracePlace(batch.traceId, batch.spanId), twin: 1 }
    expect(placeOf(hrefOf(place))).toEqual(place)
    expect(hrefOf({ ...place, spanId: null })).toBe(`/trace/${batch.traceId}`)
  })
  it('a chosen journey and the span chosen in it stay chosen; what can’t be is not', () => {
    const place: TracePlace = {
      ...tracePlace(batch.traceId),
      chain: '0123456789abcdef',
      leg: order,
    }
    expect(placeOf(hrefOf(place))).toEqual(place)
    expect(placeOf(`/trace/${batch.traceId}?chain=nonsense&leg=1:x`)).toEqual(
      tracePlace(batch.traceId),
    )
  })
  it('a search is the same after a way through its URL, whatever was typed', () => {
    const text = fc.string({ unit: 'grapheme' })
    const search = fc.record<SearchState>({
      service: text,
      operation: text,
      attributes: text,
      status: fc.constantFrom('any', 'ok', 'error', 'unset'),
      minDuration: text,
      maxDuration: text,
      time: text,
      from: text,
      to: text,
      links: fc.constantFrom('any', 'out', 'in'),
      linksTo: text,
      raw: text,
      ids: text,
      limit: fc.integer({ min: 1, max: 5000 }),
      sort: fc.constantFrom('newest', 'oldest', 'longest', 'shortest'),
      order: text,
    })
    fc.assert(
      fc.property(search, (typed) => {
        expect(placeOf(hrefOf({ screen: 'traces', search: typed }))).toEqual({
          screen: 'traces',
          search: typed,
        })
      }),
    )
  })
  it('a link map is the same after a way through its URL', () => {
    const text = fc.string({ unit: 'grapheme' })
    const map = fc.record<MapState>({
      time: text,
      from: text,
      to: text,
      by: fc.constantFrom('operations', 'services'),
      order: text,
      edge: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/)),
      node: fc.option(fc.oneof(fc.constant('absent'), fc.stringMatching(/^[0-9a-f]{16}$/))),
    })
    fc.assert(
      fc.property(map, (state) => {
        const place: Place = { screen: 'map', map: state }
        expect(placeOf(hrefOf(place))).toEqual(place)
      }),
    )
    expect(placeOf('/map?by=nonsense&edge=nonsense&node=nonsense')).toEqual(LINK_MAP)
    expect(placeOf('/map/more')).toMatchObject({ screen: 'unknown' })
  })
  it('defaults are not written', () => {
    expect(hrefOf({ screen: 'traces', search: DEFAULT_SEARCH })).toBe('/')
    expect(hrefOf(LINK_MAP)).toBe('/map')
    expect(hrefOf(tracePlace(batch.traceId))).toBe(`/trace/${batch.traceId}`)
  })
  it('no URL makes the reader throw, and what it does not know it leaves at the default', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        expect(placeOf(`${path}?${query}`).screen).toBeTypeOf('string')
      }),
    )
    expect(placeOf('/trace/%E0%A4%A')).toMatchObject({ screen: 'unknown' })
    expect(
      placeOf(`/trace/${batch.traceId}?view=nonsense&tab=nonsense&span=zz&twin=-1&trail=..`),
    ).toEqual(tracePlace(batch.traceId))
    expect(placeOf('/?limit=-4&sort=sideways')).toEqual({
      screen: 'traces',
      search: DEFAULT_SEARCH,
    })
  })
  it('ids are normalised at the door', () => {
    const place = placeOf(
      `/trace/${batch.traceId.toUpperCase()}?span=${batch.spanId.toUpperCase()}`,
    )
    expect(place).toEqual(tracePlace(batch.traceId, batch.spanId))
  })
  it('a zero trace id is no place', () => {
    expect(placeOf(`/trace/${'0'.repeat(32)}`)).toMatchObject({ screen: 'unknown' })
  })
})

describe('following', () => {
  it('lands on the tab that shows the way back, and Back on the tab that was left', () => {
    const there = followedPlace([], batch, 'link', order)
    expect(there.tab).toBe('linked-from')
    expect(backPlace(there.trail, 0)).toEqual({
      ...tracePlace(batch.traceId, batch.spanId),
      tab: 'links',
    })
    expect(followedPlace([], order, 'backlink', batch).tab).toBe('links')
  })
  it('goes to the target’s own trace, never back to the linking one', () => {
    const there = followedPlace([], batch, 'link', order)
    expect([there.traceId, there.spanId]).toEqual([order.traceId, order.spanId])
    expect(DEFAULT_TAB).toBe('attributes')
  })
})
