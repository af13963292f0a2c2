import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY } from '../../base/time.ts'
import { type FakeTempoOptions, fakeTempo } from '../../testing/fake-tempo.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import type { TraceQuery } from '../source.ts'
import { tempoSource } from './client.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop "GET /orders" server
    -40-5 shop receive-order server order.id=7 -> batch/nightly-run
  trace late
  3600000-3600010 shipping ship late=true
    3600001-3600005 shipping pack ^gone -> a/receive-order(part=1) -> a/receive-order
`)
const LABELS = ['batch', 'a', 'late']
const labelOf = new Map(LABELS.map((label) => [drawnTraceId(label) as string, label]))

/** Two hours after the drawings begin. */
const NOW = Number(DRAWN_ORIGIN / 1_000_000n) + 2 * 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function sourceOf(options: FakeTempoOptions = {}, some = spans) {
  const { fetch, requests } = fakeTempo(some, options)
  return { source: tempoSource({ id: 't', name: 'Tempo', base: 'http://tempo', fetch }), requests }
}

const VERSIONS: [string, FakeTempoOptions][] = [
  ['3.0.3', { version: '3.0.3' }],
  ['2.10.8', { version: 'v2.10.8' }],
  ['2.6.1', { version: '2.6.1' }],
  ['2.4.0', { version: '2.4.0' }],
  ['a hosted build', { version: 'r231-abcdef' }],
  ['an unknown version', { version: null }],
  ['JSON alone', { json: true }],
  ['JSON alone, 2.4.0', { json: true, version: '2.4.0' }],
]

describe.each(VERSIONS)('Tempo, %s', (_, options) => {
  test('lists services, operations, attribute keys and values', async () => {
    const { source } = sourceOf(options)
    expect(await source.listServices(signal)).toEqual(['orders-batch', 'shipping', 'shop'])
    expect(await source.listOperations('shop', signal)).toEqual(['GET /orders', 'receive-order'])
    const keys = await source.listAttributeKeys(null, signal)
    expect(keys).toEqual(expect.arrayContaining(['batch.size', 'order.id', 'service.name']))
    // Real ones leave some out when they are asked for one service.
    expect(await source.listAttributeKeys('shop', signal)).toEqual(keys)
    expect(await source.listAttributeValues('order.id', null, signal)).toEqual(['7'])
  })

  test('does not offer a service or a value that is empty', async () => {
    const empty = { ...spans[0].resource, attributes: [{ key: 'service.name', value: '' }] }
    const some = [spans[1], { ...spans[0], resource: empty }]
    const { source } = sourceOf(options, some)
    expect(await source.listServices(signal)).toEqual(['orders-batch'])
    const values = await source.listAttributeValues('service.name', null, signal)
    expect(values).toEqual(['orders-batch'])
  })

  test('hands out a trace whole, and says of another that there is none', async () => {
    const { source } = sourceOf(options)
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
    const batch = decodeTraces(bytes, encoding)
    expect([batch.span(0), batch.span(1)]).toEqual(spans.slice(0, 2))
    expect(batch.notes).toEqual([])
    await expect(source.fetchTrace(drawnTraceId('x'), signal)).rejects.toMatchObject({
      code: 'notFound',
      message: 'This Tempo has no trace with this id.',
    })
  })

  test('resolves spans, and says what is missing', async () => {
    const { source } = sourceOf(options)
    const refs = [
      drawnRef('a/receive-order'),
      { ...drawnRef('a/receive-order'), spanId: drawnRef('late/ship').spanId },
      drawnRef('nowhere/span'),
    ]
    expect(await source.resolveSpans(refs, signal)).toMatchObject([
      { ref: refs[0], span: { service: 'shop', name: 'receive-order', kind: 2 } },
      { ref: refs[1], span: null, why: { reason: 'span not in its trace' } },
      { ref: refs[2], span: null, why: { reason: 'trace not found' } },
    ])
  })

  test.each<[string, Partial<TraceQuery>, string[]]>([
    ['everything, newest first', {}, ['late', 'batch', 'a']],
    ['the longest first', { sort: 'longest' }, ['batch', 'a', 'late']],
    ['a service', { service: 'shop' }, ['a']],
    ['an operation', { operation: 'process-batch' }, ['batch']],
    ['errors', { status: 'error' }, ['batch']],
    ['no error of another span', { status: 'error', operation: 'nightly-run' }, []],
    ['an integer by its text', { attributes: [{ key: 'order.id', value: '7' }] }, ['a']],
    ['a boolean by its text', { attributes: [{ key: 'late', value: 'true' }] }, ['late']],
    [
      'an attribute of the resource',
      { attributes: [{ key: 'service.name', value: 'shop' }] },
      ['a'],
    ],
    ['a duration', { minDuration: 60e6, maxDuration: 99e6 }, ['a']],
    ['a time', { from: DRAWN_ORIGIN, to: DRAWN_ORIGIN + 1_000_000_000n }, ['batch']],
  ])('finds %s', async (_, query, expected) => {
    const { source } = sourceOf(options)
    const { traces, more } = await source.searchTraces(searchFor(query), signal)
    expect(traces.map(({ traceId }) => labelOf.get(traceId))).toEqual(expected)
    expect(more).toBe(false)
  })
})

describe('a search', () => {
  test('gives what Tempo knows of a trace, and not what it does not', async () => {
    const { source } = sourceOf()
    const { traces } = await source.searchTraces(searchFor({}), signal)
    expect(traces[1]).toEqual({
      traceId: drawnTraceId('batch'),
      rootSpanId: undefined,
      rootService: 'orders-batch',
      rootName: 'nightly-run',
      start: DRAWN_ORIGIN,
      end: DRAWN_ORIGIN + 100_000_000n,
      durationStep: 1_000_000,
      spanCount: 2,
      errorCount: 1,
      services: ['orders-batch'],
      linksOut: null,
      linkedFrom: null,
      sample: false,
      shape: [],
    })
  })

  test('of an older Tempo has no counts', async () => {
    const { source } = sourceOf({ version: '2.4.0' })
    const { traces } = await source.searchTraces(searchFor({ service: 'shop' }), signal)
    expect(traces).toMatchObject([{ spanCount: null, errorCount: null, services: ['shop'] }])
  })

  test('finds a trace whose id begins with zeros, and whose root has not arrived', async () => {
    const traceId = `000${drawnTraceId('z').slice(3)}` as (typeof spans)[0]['ref']['traceId']
    const orphan = { ...spans[1], ref: { ...spans[1].ref, traceId } }
    const { source } = sourceOf({}, [orphan])
    const { traces } = await source.searchTraces(searchFor({}), signal)
    expect(traces).toMatchObject([{ traceId, rootSpanId: null, rootService: '', rootName: '' }])
  })

  test('by links finds both directions that can be asked for, and refuses the third', async () => {
    const { source } = sourceOf()
    const labels = async (query: Partial<TraceQuery>) =>
      (await source.searchTraces(searchFor(query), signal)).traces.map(({ traceId }) =>
        labelOf.get(traceId),
      )
    expect(await labels({ links: 'out' })).toEqual(['late', 'batch', 'a'])
    expect(await labels({ linksTo: drawnTraceId('a') })).toEqual(['late', 'batch'])
    expect(await labels({ linksTo: drawnTraceId('a'), service: 'shipping' })).toEqual(['late'])
    await expect(labels({ links: 'in' })).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('by links is refused by versions that have none', async () => {
    const { source } = sourceOf({ version: '2.5.0' })
    expect(await source.probe?.(signal)).toMatchObject({ linkedFrom: 'none' })
    await expect(source.searchTraces(searchFor({ links: 'out' }), signal)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('2.6'),
    })
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 10 }
    await expect(source.findLinksTo(target, signal)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('may be TraceQL that a user wrote, sent as it is', async () => {
    const { source, requests } = sourceOf()
    expect(source.capabilities.queryLanguage).toBe('TraceQL')
    const raw = '{ span.batch.size = 2 }'
    const query = searchFor({ raw, service: 'nobody', links: 'in' })
    const { traces } = await source.searchTraces(query, signal)
    expect(traces.map(({ traceId }) => labelOf.get(traceId))).toEqual(['batch'])
    expect(requests.at(-1)).toContain(`q=${raw}&`)
    await expect(source.searchTraces(searchFor({ raw: '{' }), signal)).rejects.toMatchObject({
      code: 'badQuery',
      message: expect.stringMatching(/^invalid TraceQL query/),
    })
  })

  test('never sends tags beside a query', async () => {
    const { source, requests } = sourceOf()
    await source.searchTraces(searchFor({ attributes: [{ key: 'k', value: 'v' }] }), signal)
    const [search] = requests.filter((path) => path.startsWith('/api/search'))
    expect(search).toContain('q=')
    expect(search).not.toContain('tags=')
  })

  test('says which time it looked through when the query does not', async () => {
    const { source } = sourceOf()
    const day = await source.searchTraces(searchFor({}), signal)
    const to = BigInt(NOW) * 1_000_000n
    expect(day.searched).toMatchObject({ from: to - BigInt(DAY), to, leftOut: [] })
    const asked = searchFor({ from: to - BigInt(DAY), to })
    expect((await source.searchTraces(asked, signal)).searched).toBeUndefined()
  })

  test('says when it found a trace without a valid id, and keeps one without a start', async () => {
    const { fetch } = fakeTempo(spans)
    const odd = tempoSource({
      id: 't',
      name: 'Tempo',
      base: 'http://tempo',
      fetch: (input, init) =>
        (input as string).includes('/api/search?')
          ? Promise.resolve(Response.json({ traces: [{ traceID: 'zz' }, { traceID: 'ab' }] }))
          : fetch(input, init),
    })
    const { traces, searched } = await odd.searchTraces(searchFor({}), signal)
    expect(traces.map(({ traceId }) => traceId)).toEqual(['ab'.padStart(32, '0')])
    expect(searched?.leftOut).toEqual(['Tempo also named 1 trace without a valid id.'])
  })

  test('gives the newest where it can, and says so where it can’t', async () => {
    const limited = searchFor({ limit: 1 })
    const newer = await sourceOf().source.searchTraces(limited, signal)
    expect(newer.traces.map(({ traceId }) => labelOf.get(traceId))).toEqual(['late'])
    expect(newer).toMatchObject({ more: true, searched: { leftOut: [] } })
    const older = await sourceOf({ version: '2.6.1' }).source.searchTraces(limited, signal)
    expect(older.more).toBe(true)
    expect(older.searched?.leftOut[0]).toMatch(/chance/)
  })

  test('over a longer time than Tempo allows is cut into pieces', async () => {
    const { source, requests } = sourceOf()
    const to = BigInt(NOW) * 1_000_000n
    const { traces } = await source.searchTraces(
      searchFor({ from: to - 20n * BigInt(DAY), to }),
      signal,
    )
    expect(traces).toHaveLength(3)
    expect(requests.filter((path) => path.startsWith('/api/search?'))).toHaveLength(3)
  })

  test('learns from its error what an operator allows', async () => {
    const { source, requests } = sourceOf({ maxHours: 12 })
    const { traces } = await source.searchTraces(searchFor({}), signal)
    expect(traces).toHaveLength(3)
    await source.searchTraces(searchFor({}), signal)
    expect(requests.filter((path) => path.startsWith('/api/search?'))).toHaveLength(1 + 2 + 2)
  })

  test('over a time that is far too long looks through a part, and says which', async () => {
    const { source, requests } = sourceOf()
    const to = BigInt(NOW) * 1_000_000n
    const from = 1_000_000_000n
    for (const sort of ['newest', 'oldest'] as const) {
      const { searched } = await source.searchTraces(searchFor({ from, to, sort }), signal)
      const days = searched && (searched.to - searched.from) / BigInt(DAY)
      expect(days).toBe(420n)
      expect(sort === 'newest' ? searched?.to : searched?.from).toBe(sort === 'newest' ? to : from)
    }
    expect(requests.length).toBeLessThan(130)
  })

  test('stops cutting where the limit is reached', async () => {
    const { source, requests } = sourceOf({ maxHours: 2 })
    await source.searchTraces(searchFor({ limit: 1 }), signal)
    // The first was refused, the second has a trace more than the limit.
    expect(requests.filter((path) => path.startsWith('/api/search?')).length).toBeLessThan(5)
  })
})

describe('of a trace over the limit', () => {
  const partial = [drawnTraceId('batch')]

  test.each<[string, FakeTempoOptions]>([
    ['protobuf', {}],
    ['JSON', { json: true }],
  ])('a part is opened with a note, in %s', async (_, options) => {
    const { source } = sourceOf({ ...options, partial })
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
    const batch = decodeTraces(bytes, encoding)
    expect(batch.length).toBe(1)
    expect(batch.notes).toMatchObject([{ message: expect.stringContaining('partial trace') }])
  })

  test('a span that did not come is not called missing', async () => {
    const { source } = sourceOf({ partial })
    expect(await source.resolveSpans([drawnRef('batch/process-batch')], signal)).toMatchObject([
      { span: null, why: { reason: 'source failed', message: expect.stringContaining('partial') } },
    ])
  })

  test('an older Tempo sends nothing, and says why', async () => {
    const { source } = sourceOf({ version: '2.4.0', partial })
    await expect(source.fetchTrace(drawnTraceId('batch'), signal)).rejects.toMatchObject({
      code: 'tooLarge',
      message: 'trace exceeds max size (max bytes: 100)',
    })
  })
})
