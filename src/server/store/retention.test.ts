import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { protoOf } from '../../testing/documents.ts'
import type { Span } from '../../model/span.ts'
import {
  ANY_TRACE,
  NO_LIMITS,
  openStore,
  spansOf,
  storeProto,
  temporaryDirectory,
} from '../harness.ts'
import type { TraceId } from '../../model/ids.ts'
import { bytesFromHex } from '../../base/hex.ts'
import { CountsRow } from './counts.ts'
import { Database } from './database.ts'
import { Dictionary } from './dictionary.ts'
import { Remover } from './remover.ts'
import { Store } from './store.ts'

const HOUR = 3_600_000
const LABELS = ['old', 'middle', 'new']
const { spans } = draw(`
  trace old
  0-10 shop receive
    1-2 shop check
  trace middle
  1000-1010 jobs batch -> old/receive -> new/receive
  trace new
  2000-2010 shop receive -> middle/batch
    2001-2002 shop check
`)
const of = (label: string) => spans.filter((span) => span.ref.traceId === drawnTraceId(label))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(DRAWN_ORIGIN / 1_000_000n) + 5000 })
})
afterEach(() => {
  vi.useRealTimers()
})

async function kept(store: Store): Promise<string[]> {
  const { traces } = await store.search(
    { ...ANY_TRACE, sort: 'oldest' },
    new AbortController().signal,
  )
  const ids: string[] = traces.map((trace) => trace.traceId)
  return LABELS.filter((label) => ids.includes(drawnTraceId(label)))
}

const linksTo = (store: Store, path: string) =>
  store.linksTo({ ...drawnRef(path), cursor: null, limit: 10 })?.links.map((l) => l.from.name)

describe('above the number of spans', () => {
  test('whole traces go, those that began first, whatever the order of arrival', async () => {
    const store = openStore({ limits: { maxSpans: 3 } })
    for (const label of ['new', 'old', 'middle']) await storeProto(store, protoOf(of(label)))
    await store.enforceLimits()
    expect(await kept(store)).toEqual(['middle', 'new'])
    expect(spansOf(store, drawnTraceId('old'))).toEqual([])
    expect(store.counts).toMatchObject({ traces: 2, spans: 3, links: 3 })
  })

  test('a trace goes as a whole though part of it would do', async () => {
    const store = openStore({ limits: { maxSpans: 4 } })
    await storeProto(store, protoOf(spans))
    await store.enforceLimits()
    expect(store.counts.spans).toBe(3)
  })

  test('nothing needs to ask for it: storing spans does', async () => {
    const store = openStore({ limits: { maxSpans: 3 } })
    const removed = new Promise<void>((resolve) => {
      store.watch((written) => {
        if (written === null) resolve()
      })
    })
    await storeProto(store, protoOf(spans))
    await removed
    expect(await kept(store)).toEqual(['middle', 'new'])
  })
})

describe('while small traces stream in', () => {
  const LIMIT = 500
  const BATCH = 1000
  /** One request of a trace each for every span. */
  const request = (n: number) =>
    protoOf(
      Array.from({ length: BATCH }, (_, i) => {
        const traceId = (n * BATCH + i + 1).toString(16).padStart(32, '0') as TraceId
        return { ...of('middle')[0], ref: { ...of('middle')[0].ref, traceId } }
      }),
    )
  const REQUESTS = 12

  async function streamed(onNews: (database: Database, store: Store) => void) {
    const database = Database.open(null)
    const store = Store.over(database, { ...NO_LIMITS, maxSpans: LIMIT }, (error) => {
      throw error
    })
    store.watch(() => onNews(database, store))
    await Promise.all(Array.from({ length: REQUESTS }, (_, n) => storeProto(store, request(n))))
    return { database, store }
  }
  const rows = (database: Database, table: string) =>
    (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n

  test('no more can be seen than the limit, a tenth and one transaction', async () => {
    const seen: number[] = []
    const { store } = await streamed((_, { counts }) => seen.push(counts.spans))
    expect(seen.filter((spans) => spans > LIMIT * 1.1 + BATCH)).toEqual([])
    // Told of every commit and of every time that something was hidden.
    expect(seen.length).toBeGreaterThanOrEqual(2 * REQUESTS - 1)
    await store.close()
  })

  test('what was removed is swept up meanwhile, not only when nothing more comes', async () => {
    const stored: number[] = []
    const { database, store } = await streamed((db) => stored.push(rows(db, 'spans')))
    expect(stored.filter((spans) => spans > LIMIT + 4 * BATCH)).toEqual([])
    await store.enforceLimits()
    expect(store.counts.spans).toBe(LIMIT)
    expect(['spans', 'links', 'removals'].map((table) => rows(database, table))).toEqual([
      LIMIT,
      2 * LIMIT,
      0,
    ])
    await store.close()
  })
})

describe('above the age', () => {
  test('traces go that long after they arrived', async () => {
    const store = openStore({ limits: { maxAge: HOUR } })
    await storeProto(store, protoOf(of('old')))
    vi.setSystemTime(Date.now() + HOUR / 2)
    await storeProto(store, protoOf(of('new')))
    vi.setSystemTime(Date.now() + HOUR / 2 + 1)
    await store.enforceLimits()
    expect(await kept(store)).toEqual(['new'])
  })

  test('a trace with an old clock stays as long as any other', async () => {
    const store = openStore({ limits: { maxAge: HOUR } })
    await storeProto(store, protoOf([{ ...of('old')[0], start: 0n, end: 1n }]))
    vi.setSystemTime(Date.now() + HOUR - 1)
    await store.enforceLimits()
    expect(await kept(store)).toEqual(['old'])
  })
})

describe('of a removed trace', () => {
  async function withoutMiddle(): Promise<Store> {
    const store = openStore({ limits: { maxSpans: 2 } })
    await storeProto(store, protoOf([...of('old'), ...of('middle')]))
    // "old" begins first, so it takes two removals to get at "middle".
    await storeProto(store, protoOf(of('new')))
    await store.enforceLimits()
    expect(await kept(store)).toEqual(['new'])
    return store
  }

  test('the links it had are gone, those to it stay', async () => {
    const store = await withoutMiddle()
    expect(linksTo(store, 'old/receive')).toEqual([])
    expect(linksTo(store, 'new/receive')).toEqual([])
    expect(linksTo(store, 'middle/batch')).toEqual(['receive'])
  })

  test('no link is found or counted, though none is swept up yet', async () => {
    const database = Database.open(null)
    const store = Store.over(database, NO_LIMITS, () => expect.unreachable())
    await storeProto(store, protoOf(spans))
    const linked = async () => {
      const signal = new AbortController().signal
      const { traces } = await store.search({ ...ANY_TRACE, links: 'in' }, signal)
      return {
        found: traces.map(({ traceId, linkedFrom }) => [traceId, linkedFrom]),
        listed: linksTo(store, 'old/receive'),
        total: store.linksTo({ ...drawnRef('old/receive'), cursor: null, limit: 10 })?.total,
        ofTrace: store.linksTo({
          traceId: drawnTraceId('new'),
          spanId: null,
          cursor: null,
          limit: 10,
        })?.total,
        counts: store.linkCounts(drawnTraceId('old')).map(({ count }) => count),
      }
    }
    expect(await linked()).toMatchObject({ listed: ['batch'], total: 1, ofTrace: 1, counts: [1] })
    const middle = database
      .prepare('SELECT pk FROM traces WHERE trace_id = ?')
      .get(bytesFromHex(drawnTraceId('middle'))) as { pk: number }
    new Remover(database, new Dictionary(database), new CountsRow(database)).hide(
      [middle.pk],
      false,
    )
    expect(await linked()).toEqual({ found: [], listed: [], total: 0, ofTrace: 0, counts: [] })
  })

  test('the time of removal is remembered', async () => {
    expect((await withoutMiddle()).removedBefore).toBe(of('middle')[0].start)
  })

  test('services and operations without spans are no longer offered', async () => {
    const store = await withoutMiddle()
    expect(store.catalogue.services()).toEqual(['shop'])
    expect(store.catalogue.operations('jobs')).toEqual([])
  })

  test('spans sent again are a trace again, though its old ones are still being removed', async () => {
    const store = openStore()
    await storeProto(store, protoOf(sampleOf(of('middle'))))
    await store.removeSample()
    await storeProto(store, protoOf(of('middle')))
    await store.enforceLimits()
    expect(spansOf(store, drawnTraceId('middle'))).toEqual(of('middle'))
    expect(linksTo(store, 'old/receive')).toEqual(['batch'])
  })
})

test('a clock that runs ahead does not say that everything before was removed', async () => {
  const store = openStore({ limits: { maxAge: HOUR } })
  await storeProto(store, protoOf([{ ...of('new')[0], start: (1n << 64n) - 1n }]))
  const arrival = BigInt(Date.now()) * 1_000_000n
  vi.setSystemTime(Date.now() + 2 * HOUR)
  await store.enforceLimits()
  expect(store.removedBefore).toBe(arrival)
})

test('what a stop leaves half removed is not seen after the next start, and then goes', async () => {
  using directory = temporaryDirectory()
  const first = openStore({ directory: directory.path })
  await storeProto(first, protoOf(sampleOf(of('middle'))))
  await first.removeSample()
  await first.close()
  const second = openStore({ directory: directory.path })
  expect(await kept(second)).toEqual([])
  await storeProto(second, protoOf(of('new')))
  await second.enforceLimits()
  expect(linksTo(second, 'old/receive')).toEqual([])
  expect(spansOf(second, drawnTraceId('new'))).toEqual(of('new'))
  expect(second.catalogue.services()).toEqual(['shop'])
  await second.close()
})

test('removing the sample leaves everything else, and no mark of retention', async () => {
  const store = openStore()
  await storeProto(store, protoOf([...sampleOf(of('old')), ...of('new')]))
  expect(store.counts.sampleTraces).toBe(1)
  expect(await store.removeSample()).toBe(1)
  await store.enforceLimits()
  expect(await kept(store)).toEqual(['new'])
  expect(store.counts).toEqual({
    traces: 1,
    spans: 2,
    links: 1,
    sampleTraces: 0,
    removedBefore: null,
  })
})

function sampleOf(of: readonly Span[]): Span[] {
  const resource = {
    ...of[0].resource,
    attributes: [...of[0].resource.attributes, { key: 'trace-link-explorer.sample', value: true }],
  }
  return of.map((span) => ({ ...span, resource }))
}
