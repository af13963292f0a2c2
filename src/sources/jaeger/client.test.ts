import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { spanKey } from '../../model/ids.ts'
import { type JaegerVersion, fakeJaeger } from '../../testing/fake-jaeger.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import type { ScanProgress } from '../source.ts'
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
  const source = jaegerSource({ id: 'j', name: 'Jaeger', base: 'http://jaeger', fetch })
  return { source, requests }
}

const VERSIONS: readonly JaegerVersion[] = ['legacy', '2.18', '2.20', 'v3 only']

describe.each(VERSIONS)('Jaeger with the APIs of %s', (version) => {
  test('lists services and operations', async () => {
    const { source } = sourceOf(version)
    expect(await source.listServices(signal)).toEqual(['orders-batch', 'shipping', 'shop'])
    expect(await source.listOperations('shop', signal)).toEqual(['GET /orders', 'receive-order'])
    expect(await source.listOperations('nobody', signal)).toEqual([])
  })

  test('hands out a trace, and says of another that there is none', async () => {
    const { source } = sourceOf(version)
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('a'), signal)
    expect(decodeTraces(bytes, encoding).length).toBe(2)
    await expect(source.fetchTrace(drawnTraceId('x'), signal)).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringMatching(/trace/i),
    })
  })

  test('finds traces, with their links counted', async () => {
    const { source } = sourceOf(version)
    const found = await source.searchTraces(searchFor({ service: 'orders-batch' }), signal)
    expect(found.traces).toMatchObject([
      {
        traceId: drawnTraceId('batch'),
        rootName: 'nightly-run',
        linksOut: 2,
        linkedFrom: null,
        errorCount: 1,
      },
    ])
    expect(found.more).toBe(false)
  })

  test('finds nothing without an error', async () => {
    const { source } = sourceOf(version)
    const found = await source.searchTraces(searchFor({ service: 'nobody' }), signal)
    expect(found.traces).toEqual([])
  })

  test('finds by attributes and by error', async () => {
    const { source } = sourceOf(version)
    const byAttribute = searchFor({
      service: 'shop',
      attributes: [{ key: 'order.id', value: '7' }],
    })
    const { traces } = await source.searchTraces(byAttribute, signal)
    expect(traces.map(({ traceId }) => traceId)).toEqual([drawnTraceId('a')])
    const none = searchFor({ service: 'shop', status: 'error' })
    expect((await source.searchTraces(none, signal)).traces).toEqual([])
  })

  test('finds who links to a span by reading the traces of all services', async () => {
    const { source } = sourceOf(version)
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }
    const page = await source.findLinksTo({ ...target, near: DRAWN_ORIGIN }, signal)
    expect(page.backlinks.map(({ from }) => from.name)).toEqual(['process-batch', 'ship'])
    expect(page).toMatchObject({
      total: 2,
      cursor: null,
      searched: { services: null, traces: 3, leftOut: [] },
    })
  })

  test('asks which APIs there are once', async () => {
    const { source, requests } = sourceOf(version)
    await source.probe?.(signal)
    const asked = requests.length
    await source.fetchTrace(drawnTraceId('a'), signal)
    await source.listServices(signal)
    expect(requests.length).toBe(asked + 2)
  })
})

describe('capabilities', () => {
  test.each<[JaegerVersion, boolean, boolean]>([
    ['legacy', false, true],
    ['2.18', true, true],
    ['2.20', true, false],
    ['v3 only', true, false],
  ])('of %s: link attributes %s, one service at a time %s', async (version, kept, one) => {
    const { source } = sourceOf(version)
    expect(source.capabilities).toMatchObject({ linkedFrom: 'scan', linkAttributes: false })
    const known = await source.probe?.(signal)
    expect(known).toEqual(source.capabilities)
    expect(known).toMatchObject({ linkAttributes: kept, attributeNames: false })
    expect(known?.unsearchable.anyService !== undefined).toBe(one)
  })

  test('a store that refuses a search without a service makes that unsearchable', async () => {
    const error = { httpCode: 400, message: 'service name must be set' }
    const refused = () => Response.json({ error }, { status: 400 })
    const { source } = sourceOf('2.20', { '/api/v3/traces': refused })
    const known = await source.probe?.(signal)
    expect(known?.unsearchable.anyService).toMatch(/one service/)
    await expect(source.searchTraces(searchFor({}), signal)).rejects.toMatchObject({
      code: 'unsupported',
    })
  })

  test.each([[{ status: 'ok' }], [{ status: 'unset' }], [{ links: 'in' }]] as const)(
    'a search for %o is refused in words',
    async (part) => {
      const { source } = sourceOf('2.20')
      await expect(source.searchTraces(searchFor(part), signal)).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringMatching(/^Jaeger .*\.$/),
      })
    },
  )
})

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

  test('says that there are more traces than the limit', async () => {
    const { source } = sourceOf('2.20')
    const { traces, more } = await source.searchTraces(searchFor({ limit: 2 }), signal)
    expect(traces.map(({ rootName }) => rootName)).toEqual(['ship', 'nightly-run'])
    expect(more).toBe(true)
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

describe('resolving spans', () => {
  test('fetches a trace once for all of its spans, and answers in the order asked', async () => {
    const { source, requests } = sourceOf('2.20')
    const refs = ['a/receive-order', 'batch/process-batch', 'a/gone', 'x/gone', 'a/GET /orders']
    const answers = await source.resolveSpans(refs.map(drawnRef), signal)
    expect(answers.map(({ ref }) => spanKey(ref))).toEqual(refs.map((r) => spanKey(drawnRef(r))))
    expect(answers.map((answer) => answer.span?.name ?? ('why' in answer && answer.why))).toEqual([
      'receive-order',
      'process-batch',
      { reason: 'span not in its trace' },
      { reason: 'trace not found', removedBefore: null },
      'GET /orders',
    ])
    expect(requests.filter((path) => path.includes(drawnTraceId('a')))).toHaveLength(1)
  })

  test('goes on where one trace can’t be read', async () => {
    const failing = () => new Response('disk full', { status: 500 })
    const { source } = sourceOf('2.20', { [`/api/v3/traces/${drawnTraceId('a')}`]: failing })
    const refs = [drawnRef('a/receive-order'), drawnRef('batch/process-batch')]
    const answers = await source.resolveSpans(refs, signal)
    expect(answers).toMatchObject([
      { span: null, why: { reason: 'source failed', message: 'disk full' } },
      { span: { name: 'process-batch' } },
    ])
  })

  test('stops when it is aborted', async () => {
    const { source } = sourceOf('2.20')
    await source.probe?.(signal)
    const controller = new AbortController()
    const answer = source.resolveSpans([drawnRef('a/receive-order')], controller.signal)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('linked from', () => {
  const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }

  test('looks in the scope that is given', async () => {
    const { source } = sourceOf('2.20')
    const scan = {
      from: DRAWN_ORIGIN,
      to: DRAWN_ORIGIN + 1_000_000_000n,
      services: ['orders-batch'],
      maxTraces: 10,
    }
    const page = await source.findLinksTo({ ...target, scan }, signal)
    expect(page.backlinks.map(({ from }) => from.name)).toEqual(['process-batch'])
    const { maxTraces: _, ...bounds } = scan
    expect(page.searched).toEqual({ ...bounds, traces: 1, leftOut: [] })
  })

  test('to any span of a trace are those to each', async () => {
    const { source } = sourceOf('2.20')
    const page = await source.findLinksTo({ ...target, spanId: null }, signal)
    expect(page.total).toBe(2)
  })

  test('tells what is found while it goes on, and stops when it is aborted', async () => {
    const { source, requests } = sourceOf('2.20')
    const controller = new AbortController()
    const told: ScanProgress[] = []
    const page = source.findLinksTo(target, controller.signal, (progress) => {
      told.push(progress)
      if (progress.backlinks.length > 0) controller.abort()
    })
    await expect(page).rejects.toMatchObject({ name: 'AbortError' })
    expect(told.at(-1)?.backlinks.map(({ from }) => from.name)).toEqual(['ship'])
    const before = requests.length
    await Promise.resolve()
    expect(requests.length).toBe(before)
  })
})
