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
  test.each<[JaegerVersion, boolean]>([
    ['legacy', false],
    ['2.18', true],
    ['2.20', true],
    ['v3 only', true],
  ])('of %s: link attributes %s', async (version, kept) => {
    const { source } = sourceOf(version)
    expect(source.capabilities).toMatchObject({ linkedFrom: 'scan', linkAttributes: false })
    const known = await source.probe?.(signal)
    expect(known).toEqual(source.capabilities)
    expect(known).toMatchObject({ linkAttributes: kept, attributeNames: false })
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
