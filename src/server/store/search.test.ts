import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationOf } from '../../model/summary.ts'
import type { Span } from '../../model/span.ts'
import { serviceOf } from '../../model/span.ts'
import type { TraceQuery } from '../../sources/source.ts'
import { protoOf } from '../../testing/documents.ts'
import { DRAWN_ORIGIN, draw, drawnTraceId } from '../../testing/trace-notation.ts'
import { ANY_TRACE, openStore, storeProto } from '../harness.ts'
import { matchesAttributes } from './attribute-match.ts'
import type { Store } from './store.ts'

const { spans } = draw(`
  trace fast
  0-10 shop list
    1-2 db select db.rows=3

  trace slow
  20-90 shop checkout order.id=7
    21-80 pay charge !error card.brand=visa

  trace batch
  200-240 jobs nightly !ok batch.size=2 -> slow/checkout -> fast/list
    201-202 db select db.rows=40

  trace again
  300-305 jobs retry -> batch/nightly
`)
const LABELS = ['fast', 'slow', 'batch', 'again']
const labelOf = new Map(LABELS.map((label) => [drawnTraceId(label) as string, label]))

async function filled(): Promise<Store> {
  const store = openStore()
  await storeProto(store, protoOf(spans))
  return store
}

async function found(store: Store, query: Partial<TraceQuery>): Promise<string[]> {
  const { traces } = await store.search({ ...ANY_TRACE, ...query }, new AbortController().signal)
  return traces.map((trace) => labelOf.get(trace.traceId) ?? '?')
}

const at = (ms: number) => DRAWN_ORIGIN + BigInt(ms) * 1_000_000n

describe('a search finds', () => {
  test.each<[string, Partial<TraceQuery>, string[]]>([
    ['everything, newest first', {}, ['again', 'batch', 'slow', 'fast']],
    ['the oldest first', { sort: 'oldest' }, ['fast', 'slow', 'batch', 'again']],
    ['the longest first', { sort: 'longest' }, ['slow', 'batch', 'fast', 'again']],
    ['the shortest first', { sort: 'shortest' }, ['again', 'fast', 'batch', 'slow']],
    ['a service', { service: 'db' }, ['batch', 'fast']],
    ['no unknown service', { service: 'nobody' }, []],
    ['an operation of any service', { operation: 'select' }, ['batch', 'fast']],
    ['an operation of a service', { service: 'shop', operation: 'checkout' }, ['slow']],
    ['no operation of another service', { service: 'jobs', operation: 'select' }, []],
    ['errors', { status: 'error' }, ['slow']],
    ['errors of a service', { status: 'error', service: 'shop' }, []],
    ['spans that are ok', { status: 'ok' }, ['batch']],
    ['spans without a status', { status: 'unset', service: 'pay' }, []],
    ['an attribute', { attributes: [{ key: 'order.id', value: '7' }] }, ['slow']],
    [
      'an attribute of the resource',
      { attributes: [{ key: 'service.name', value: 'pay' }] },
      ['slow'],
    ],
    [
      'two attributes of one span',
      {
        attributes: [
          { key: 'card.brand', value: 'visa' },
          { key: 'service.name', value: 'pay' },
        ],
      },
      ['slow'],
    ],
    [
      'no two attributes of different spans',
      {
        attributes: [
          { key: 'card.brand', value: 'visa' },
          { key: 'order.id', value: '7' },
        ],
      },
      [],
    ],
    ['no part of a value', { attributes: [{ key: 'db.rows', value: '4' }] }, []],
    [
      'an attribute of another service not',
      { service: 'shop', attributes: [{ key: 'card.brand', value: 'visa' }] },
      [],
    ],
    ['a least duration', { minDuration: 40e6 }, ['batch', 'slow']],
    ['a largest duration', { maxDuration: 10e6 }, ['again', 'fast']],
    ['starts from a time on', { from: at(200) }, ['again', 'batch']],
    ['starts up to a time', { to: at(20) }, ['slow', 'fast']],
    ['traces with links', { links: 'out' }, ['again', 'batch']],
    ['traces linked from somewhere', { links: 'in' }, ['batch', 'slow', 'fast']],
    ['traces that link to a trace', { linksTo: drawnTraceId('batch') }, ['again']],
    ['several at once', { links: 'in', service: 'db', minDuration: 20e6 }, ['batch']],
  ])('%s', async (_, query, expected) => {
    expect(await found(await filled(), query)).toEqual(expected)
  })
})

test('the limit takes the first of the order, and says that there are more', async () => {
  const store = await filled()
  const search = (limit: number) =>
    store.search({ ...ANY_TRACE, limit, sort: 'oldest' }, new AbortController().signal)
  expect((await search(2)).traces.map((t) => labelOf.get(t.traceId))).toEqual(['fast', 'slow'])
  expect((await search(3)).more).toBe(true)
  expect((await search(4)).more).toBe(false)
})

test('any search finds what a look at every span finds', async () => {
  const store = await filled()
  const choice = <T>(...values: T[]) => fc.constantFrom<T | null>(null, ...values)
  const arbitraryQuery = fc.record({
    service: choice('shop', 'db', 'pay', 'jobs'),
    operation: choice('select', 'checkout', 'nightly'),
    attributes: fc.subarray(
      [
        { key: 'db.rows', value: '3' },
        { key: 'service.name', value: 'shop' },
        { key: 'order.id', value: '7' },
      ],
      { maxLength: 2 },
    ),
    status: fc.constantFrom<TraceQuery['status']>('any', 'ok', 'error', 'unset'),
    minDuration: choice(10e6, 45e6),
    maxDuration: choice(10e6, 45e6),
    from: choice(at(20), at(201)),
    to: choice(at(20), at(201)),
    links: fc.constantFrom<TraceQuery['links']>('any', 'in', 'out'),
    linksTo: choice(drawnTraceId('slow'), drawnTraceId('batch')),
    limit: fc.constant(10),
    sort: fc.constantFrom<TraceQuery['sort']>('newest', 'oldest', 'longest', 'shortest'),
  })
  await fc.assert(
    fc.asyncProperty(arbitraryQuery, async (query) => {
      const expected = LABELS.filter((label) => meets(label, query))
      expect((await found(store, query)).sort()).toEqual(expected.sort())
    }),
    { numRuns: 400 },
  )
})

/** The meaning of a query, written at `TraceQuery`, without an index. */
function meets(label: string, query: TraceQuery): boolean {
  const traceId = drawnTraceId(label)
  const own = spans.filter((s) => s.ref.traceId === traceId)
  const start = own.reduce((min, s) => (s.start < min ? s.start : min), own[0].start)
  const end = own.reduce((max, s) => (s.end > max ? s.end : max), own[0].end)
  const duration = durationOf({ start, end })
  const targets = (list: readonly Span[]) =>
    list.flatMap((s) => s.links.map((l) => (l.to.valid ? l.to.ref.traceId : '')))
  const status = ['unset', 'ok', 'error']
  return (
    own.some(
      (s) =>
        (query.service === null || serviceOf(s.resource) === query.service) &&
        (query.operation === null || s.name === query.operation) &&
        (query.status === 'any' || status[s.statusCode] === query.status) &&
        matchesAttributes(s, query.attributes),
    ) &&
    (query.minDuration === null || duration >= query.minDuration) &&
    (query.maxDuration === null || duration <= query.maxDuration) &&
    (query.from === null || start >= query.from) &&
    (query.to === null || start <= query.to) &&
    (query.links !== 'out' || targets(own).length > 0) &&
    (query.links !== 'in' || targets(spans).includes(traceId)) &&
    (query.linksTo === null || targets(own).includes(query.linksTo))
  )
}

/** More than fit a page; several begin at the same time, so that the order among them is at stake at a page's end. */
async function manyTraces(): Promise<Store> {
  const store = openStore()
  const [one] = spans
  const many = Array.from({ length: 1700 }, (_, i): Span => ({
    ...one,
    ref: { ...one.ref, traceId: (i + 1).toString(16).padStart(32, '0') as Span['ref']['traceId'] },
    start: at(Math.floor(i / 7)),
    end: at(Math.floor(i / 7) + 1),
  }))
  await storeProto(store, protoOf(many))
  return store
}

test('a search that is aborted ends, though it finds nothing to stop at', async () => {
  const store = await manyTraces()
  const abort = new AbortController()
  const query = { ...ANY_TRACE, status: 'ok' } as const
  const search = store.search(query, abort.signal)
  setImmediate(() => abort.abort(new Error('left')))
  await expect(search).rejects.toThrow('left')
})

test('more traces than fit a page are all found, and in order', async () => {
  const store = await manyTraces()
  for (const sort of ['newest', 'oldest', 'longest', 'shortest'] as const) {
    const { traces } = await store.search(
      { ...ANY_TRACE, sort, limit: 5000 },
      new AbortController().signal,
    )
    expect(new Set(traces.map((t) => t.traceId)).size).toBe(1700)
    expect(traces).toHaveLength(1700)
    const starts = traces.map((t) => t.start)
    if (sort === 'oldest') expect(starts).toEqual([...starts].sort((a, b) => Number(a - b)))
  }
})
