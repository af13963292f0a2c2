import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type JaegerVersion, fakeJaeger } from '../../testing/fake-jaeger.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnTraceId } from '../../testing/trace-notation.ts'
import type { Fetch } from '../http.ts'
import type { SearchProgress } from '../source.ts'
import { jaegerSource } from './client.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop "GET /orders" server
    -40-5 shop receive-order server order.id=7
  trace late
  3600000-3600010 shipping ship -> a/receive-order
`)

/** Two hours after the drawings begin. */
const NOW = Number(DRAWN_ORIGIN / 1_000_000n) + 2 * 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function sourceOf(version: JaegerVersion, instead: Record<string, () => Response> = {}) {
  const { fetch, requests } = fakeJaeger(spans, version, instead)
  return { source: sourceAt(fetch), requests }
}

const sourceAt = (fetch: Fetch) =>
  jaegerSource({ id: 'j', name: 'Jaeger', base: 'http://jaeger', fetch })

describe('a search', () => {
  test('without a time looks at the last day, and says so', async () => {
    const { source } = sourceOf('2.20')
    const { searched } = await source.searchTraces(searchFor({}), signal)
    const to = BigInt(NOW) * 1_000_000n
    expect(searched).toEqual({
      from: to - 86_400_000_000_000n,
      to,
      services: null,
      traces: null,
      leftOut: [],
    })
  })

  test('with a time says nothing where all of it was searched', async () => {
    const { source } = sourceOf('2.20')
    const time = { from: DRAWN_ORIGIN, to: DRAWN_ORIGIN + 60_000_000_000n }
    const { searched, traces } = await source.searchTraces(searchFor(time), signal)
    expect(searched).toBeUndefined()
    expect(traces.map(({ rootName }) => rootName)).toEqual(['nightly-run'])
  })

  test.each<JaegerVersion>(['legacy', '2.18', '2.20', 'v3 only'])(
    'without a service finds traces of all, and says that which of more are given is the source’s choice, with %s',
    async (version) => {
      const { source } = sourceOf(version)
      const { traces, more, searched } = await source.searchTraces(searchFor({ limit: 2 }), signal)
      expect(traces.map(({ rootName }) => rootName)).toEqual(['ship', 'nightly-run'])
      expect(more).toBe(true)
      expect(searched?.leftOut).toEqual([
        'The order is that of the 3 traces that the source gave; others may come before them.',
      ])
    },
  )

  test('goes through the services where the store refuses to search without one', async () => {
    const { fetch } = fakeJaeger(spans, '2.20')
    const error = { httpCode: 500, message: 'service name must be set' }
    const source = sourceAt(async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      const refused = url.pathname === '/api/v3/traces' && !url.search.includes('service_name')
      return refused ? Response.json({ error }, { status: 500 }) : fetch(input, init)
    })
    expect((await source.searchTraces(searchFor({}), signal)).traces).toHaveLength(3)
  })

  test('tells after each service what it found, and how many were not searched', async () => {
    const { source } = sourceOf('legacy')
    const told: SearchProgress[] = []
    const { traces } = await source.searchTraces(searchFor({}), signal, (said) => told.push(said))
    expect(told.map(({ done, of }) => `${done}/${of}`)).toEqual(['1/3', '2/3', '3/3'])
    expect(told.some(({ settled }) => settled)).toBe(false)
    expect(told[0].found.searched?.leftOut).toEqual([
      'Only 1 of 3 services were searched; name one to search it.',
    ])
    expect(told[2].found.traces).toEqual(traces)
    expect(told[0].found.traces.length).toBeLessThan(traces.length)
  })

  test('says how many of very many services it went through', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `trace t${i}\n 0-1 s${i} op`)
    const source = sourceAt(fakeJaeger(draw(lines.join('\n')).spans, 'legacy').fetch)
    const { traces, searched } = await source.searchTraces(searchFor({ limit: 100 }), signal)
    expect(traces).toHaveLength(30)
    expect(searched?.leftOut).toEqual([
      'Only 30 of 40 services were searched; name one to search it.',
    ])
  })

  test('filters by links and by the trace’s duration, and says where that leaves traces out', async () => {
    const { source } = sourceOf('2.20')
    const names = async (part: Parameters<typeof searchFor>[0]) =>
      (await source.searchTraces(searchFor(part), signal)).traces.map(({ rootName }) => rootName)
    expect(await names({ links: 'out' })).toEqual(['ship', 'nightly-run'])
    expect(await names({ linksTo: drawnTraceId('b') })).toEqual(['nightly-run'])
    expect(await names({ maxDuration: 50e6 })).toEqual(['ship'])
    const { searched } = await source.searchTraces(searchFor({ links: 'out', limit: 1 }), signal)
    expect(searched?.leftOut).toEqual([
      'The filters that this source lacks were applied to the 2 traces that the source gave only.',
      'The order is that of the 2 traces that the source gave; others may come before them.',
    ])
  })

  test('says that an order is not that of all traces', async () => {
    const { source } = sourceOf('2.20')
    const query = searchFor({ sort: 'longest', limit: 1 })
    const { searched } = await source.searchTraces(query, signal)
    expect(searched?.leftOut).toHaveLength(1)
  })

  test('names what every version understands', async () => {
    const { source, requests } = sourceOf('2.18')
    const query = searchFor({
      service: 'shop',
      operation: 'GET /orders',
      from: 1n,
      to: DRAWN_ORIGIN + 1n,
      minDuration: 1.5e6,
      limit: 20,
    })
    await source.searchTraces(query, signal)
    const asked = new URLSearchParams(requests.at(-1)?.replace(/^.*\?/, ''))
    expect(Object.fromEntries(asked)).toEqual({
      'query.service_name': 'shop',
      'query.operation_name': 'GET /orders',
      'query.start_time_min': '1970-01-01T00:00:00.000000001Z',
      'query.start_time_max': '2026-11-22T14:00:00.000000001Z',
      'query.duration_min': '1500000ns',
      'query.num_traces': '21',
      'query.raw_traces': 'true',
    })
  })

  test('for two values of one attribute is refused: Jaeger’s map holds one', async () => {
    const { source } = sourceOf('2.20')
    const attributes = ['1', '2'].map((value) => ({ key: 'k', value }))
    await expect(source.searchTraces(searchFor({ attributes }), signal)).rejects.toMatchObject({
      code: 'badQuery',
    })
  })

  test('by attributes that neither API can do is refused, not done without them', async () => {
    const nowhere = () => new Response('404 page not found', { status: 404 })
    const { source } = sourceOf('2.18', { '/api/traces': nowhere })
    const query = searchFor({ service: 'shop', attributes: [{ key: 'order.id', value: '7' }] })
    await expect(source.searchTraces(query, signal)).rejects.toMatchObject({ code: 'unsupported' })
  })
})
