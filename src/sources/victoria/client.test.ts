import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeVictoria } from '../../testing/fake-victoria.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import type { RowLayout } from '../../testing/victoria-rows.ts'
import { decodeTraces } from '../decode.ts'
import { victoriaSource } from './client.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop "GET /orders" server
    -40-5 shop receive-order server order.id=7 note= !ok
  trace late
  3600000-3600010 shipping ship -> batch/nightly-run -> batch/nightly-run -> a/receive-order(n=1)
  trace other
  5-6 shop other -> x/receive-order
`)

/** Two hours after the drawings begin. */
const NOW = Number(DRAWN_ORIGIN / 1_000_000n) + 2 * 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function sourceOf(options?: Parameters<typeof fakeVictoria>[1]) {
  const { fetch, requests } = fakeVictoria(spans, options)
  const source = victoriaSource({ id: 'v', name: 'VT', base: 'http://victoria', fetch })
  return { source, requests }
}

test('services and operations are those of its Jaeger API', async () => {
  const { source } = sourceOf()
  expect(await source.listServices(signal)).toEqual(['orders-batch', 'shipping', 'shop'])
  expect(await source.listOperations('shop', signal)).toContain('GET /orders')
})

test('attribute keys and values are listed', async () => {
  const { source } = sourceOf()
  expect(await source.listAttributeKeys('shop', signal)).toEqual([
    'note',
    'order.id',
    'service.name',
  ])
  expect(await source.listAttributeValues('order.id', null, signal)).toEqual(['7'])
  expect(await source.listAttributeValues('service.name', null, signal)).toHaveLength(3)
})

test('a trace keeps its link attributes', async () => {
  const { source } = sourceOf()
  const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
  const batch = decodeTraces(bytes, encoding)
  expect(batch.span(1).links[0].attributes).toEqual([{ key: 'order.id', value: '7' }])
})

describe('a search', () => {
  const names = async (part: Parameters<typeof searchFor>[0]) => {
    const { source } = sourceOf()
    return (await source.searchTraces(searchFor(part), signal)).traces.map((t) => t.rootName)
  }

  test('finds whole traces, the newest first', async () => {
    expect(await names({})).toEqual(['ship', 'other', 'nightly-run', 'GET /orders'])
    expect(await names({ limit: 2 })).toEqual(['ship', 'nightly-run'])
    expect(await names({ limit: 1, sort: 'oldest' })).toEqual(['GET /orders'])
  })

  test.each([
    [{ service: 'shop', operation: 'receive-order' }, ['GET /orders']],
    [{ attributes: [{ key: 'order.id', value: '7' }] }, ['GET /orders']],
    [{ attributes: [{ key: 'note', value: '' }] }, ['GET /orders']],
    [{ attributes: [{ key: 'service.name', value: 'shipping' }] }, ['ship']],
    [{ attributes: [{ key: 'a"b', value: '") or *' }] }, []],
    [{ status: 'error' }, ['nightly-run']],
    [{ status: 'ok' }, ['GET /orders']],
    [{ service: 'shipping', status: 'unset' }, ['ship']],
    [{ minDuration: 90e6 }, ['nightly-run']],
    [{ maxDuration: 5e6 }, ['other']],
    [{ links: 'out' }, ['ship', 'other', 'nightly-run']],
    [{ linksTo: drawnTraceId('b') }, ['nightly-run']],
    [{ linksTo: drawnTraceId('b'), service: 'shop' }, []],
  ] as const)('for %o finds %j', async (part, expected) => {
    expect(await names(part)).toEqual(expected)
  })

  test('sums a trace up from all of its spans', async () => {
    const { source } = sourceOf()
    const query = searchFor({ service: 'shop', operation: 'receive-order' })
    const { traces } = await source.searchTraces(query, signal)
    expect(traces).toMatchObject([{ spanCount: 2, linksOut: 0, linkedFrom: null }])
  })

  test('for traces that others link to is refused in words', async () => {
    const { source } = sourceOf()
    await expect(source.searchTraces(searchFor({ links: 'in' }), signal)).rejects.toMatchObject({
      code: 'unsupported',
    })
  })
})

test('spans are resolved together, and of a missing one it is said whether its trace is there', async () => {
  const { source, requests } = sourceOf()
  await source.probe?.(signal)
  const before = requests.length
  const refs = ['a/receive-order', 'batch/process-batch', 'a/gone', 'x/gone'].map(drawnRef)
  const answers = await source.resolveSpans(refs, signal)
  expect(answers).toMatchObject([
    { span: { name: 'receive-order', service: 'shop', kind: 2, status: 1 } },
    { span: { name: 'process-batch', status: 2 } },
    { why: { reason: 'span not in its trace' } },
    { why: { reason: 'trace not found' } },
  ])
  expect(answers.map(({ ref }) => ref)).toEqual(refs)
  expect(requests.length).toBe(before + 2)
})

describe.each<RowLayout>(['index last', 'index first'])('linked from, %s', (layout) => {
  const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }

  test('finds the links to a span in any place, with their attributes', async () => {
    const { source } = sourceOf({ layout })
    const page = await source.findLinksTo(target, signal)
    expect(page.backlinks.map(({ from, link }) => [from.name, link.attributes])).toEqual([
      ['process-batch', [{ key: 'order.id', value: '7' }]],
      ['ship', [{ key: 'n', value: '1' }]],
    ])
    expect(page.searched).toBeUndefined()
  })

  test('counts links by the span that they point to', async () => {
    const { source } = sourceOf({ layout })
    const counts = await source.countLinksTo?.(drawnTraceId('batch'), signal)
    expect([...(counts ?? [])]).toEqual([[drawnRef('batch/nightly-run').spanId, 2]])
  })

  test('finds none where no span has a link', async () => {
    const { fetch } = fakeVictoria(spans.slice(0, 1), { layout })
    const source = victoriaSource({ id: 'v', name: 'VT', base: 'http://victoria', fetch })
    expect((await source.findLinksTo(target, signal)).total).toBe(0)
  })
})

test('linked from says in which time it looked', async () => {
  const { source } = sourceOf()
  const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }
  const near = await source.findLinksTo({ ...target, near: DRAWN_ORIGIN }, signal)
  expect(near).toMatchObject({
    total: 2,
    searched: { from: DRAWN_ORIGIN - 3_600_000_000_000n, services: null, leftOut: [] },
  })
  const scan = {
    from: DRAWN_ORIGIN,
    to: DRAWN_ORIGIN + 1_000_000_000n,
    services: ['orders-batch', 'shop'],
    maxTraces: 10,
  }
  const narrow = await source.findLinksTo({ ...target, scan }, signal)
  expect(narrow.backlinks.map(({ from }) => from.name)).toEqual(['process-batch'])
  expect(narrow.searched).toMatchObject({ services: scan.services, traces: null })
})

test('a span with many links is found by its last', async () => {
  const [span] = draw('trace t\n 0-1 s root -> a/receive-order').spans
  const [link] = span.links
  const other = { ...link, to: { valid: true, ref: drawnRef('x/y') } } as const
  const many = { ...span, links: [...Array.from({ length: 127 }, () => other), link] }
  const { fetch, requests } = fakeVictoria([many])
  const source = victoriaSource({ id: 'v', name: 'VT', base: 'http://victoria', fetch })
  const page = await source.findLinksTo(
    { ...drawnRef('a/receive-order'), cursor: null, limit: 1 },
    signal,
  )
  expect(page.total).toBe(1)
  // The source limits the length of a query.
  const longest = Math.max(...requests.map(({ params }) => params.get('query')?.length ?? 0))
  expect(longest).toBeLessThan(16_384)
})

describe('where a proxy keeps LogsQL away', () => {
  test('its Jaeger API does what it can, and the capabilities say so', async () => {
    const { source } = sourceOf({ logsql: false })
    expect(await source.probe?.(signal)).toMatchObject({
      linkedFrom: 'scan',
      linkAttributes: false,
      attributeNames: false,
    })
    const { traces } = await source.searchTraces(searchFor({ service: 'orders-batch' }), signal)
    expect(traces).toMatchObject([{ rootName: 'nightly-run', linksOut: 2, errorCount: 1 }])
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('a'), signal)
    expect(Array.from(decodeTraces(bytes, encoding).status)).toEqual([0, 1])
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }
    expect((await source.findLinksTo({ ...target, near: DRAWN_ORIGIN }, signal)).total).toBe(2)
  })

  test('a trace without spans is one that was not found', async () => {
    const { source } = sourceOf({ logsql: false })
    const [answer] = await source.resolveSpans([drawnRef('gone/x')], signal)
    expect(answer).toMatchObject({ why: { reason: 'trace not found' } })
  })
})

describe('what goes wrong', () => {
  const failing = (status: number, body: string) => {
    const { fetch } = fakeVictoria(spans)
    return victoriaSource({
      id: 'v',
      name: 'VT',
      base: 'http://victoria',
      fetch: async (input, init) => {
        const path = new URL(input instanceof Request ? input.url : input).pathname
        return path.endsWith('/query') ? new Response(body, { status }) : fetch(input, init)
      },
    })
  }

  test.each([
    [400, 'cannot parse query', 'badQuery'],
    [503, 'too many concurrent requests', 'unreachable'],
    [200, 'panic: out of memory', 'malformed'],
  ])('%i “%s” is told in the source’s words', async (status, body, code) => {
    const found = failing(status, body).resolveSpans([drawnRef('a/x')], signal)
    await expect(found).rejects.toMatchObject({ code })
  })

  test('an abort stays one', async () => {
    const { source } = sourceOf()
    const controller = new AbortController()
    controller.abort()
    await expect(source.searchTraces(searchFor({}), controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})
