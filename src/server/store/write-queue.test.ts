import { describe, expect, test } from 'vitest'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Link, Span } from '../../model/span.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { NO_LIMITS, openStore, spansOf, storeProto } from '../harness.ts'
import { Database } from './database.ts'
import { incomingProto } from './incoming.ts'
import { Store } from './store.ts'
import type { Counts } from './counts.ts'
import { prepareTables } from './tables.ts'
import { WriterHere } from './writer-here.ts'
import type { News } from './writer.ts'
import { nextTurn } from './turns.ts'

const [
  span,
  {
    links: [link],
  },
] = draw(`
  trace a
  0-10 shop receive
    1-2 shop check -> a/receive
`).spans

/** Spans of a trace each. */
function traces(count: number, from = 1): Span[] {
  return Array.from({ length: count }, (_, i) => ({
    ...span,
    ref: {
      ...span.ref,
      traceId: (from + i).toString(16).padStart(32, '0') as Span['ref']['traceId'],
    },
  }))
}

test('requests that come together share a transaction', async () => {
  const store = openStore()
  const commits: number[] = []
  store.watch((written) => commits.push(written?.newTraces ?? 0))
  await Promise.all([1, 2, 3].map((from) => storeProto(store, protoOf(traces(1, from)))))
  expect(commits).toEqual([3])
})

test('a large request is written in transactions of a thousand spans, and others run between', async () => {
  const store = openStore()
  const commits: number[] = []
  store.watch((written) => commits.push(written?.newTraces ?? 0))
  let turns = 0
  const others = async () => {
    for (; commits.length < 3; turns++) await nextTurn()
  }
  await Promise.all([storeProto(store, protoOf(traces(2500))), others()])
  expect(commits).toEqual([1000, 1000, 500])
  expect(turns).toBeGreaterThanOrEqual(3)
})

test('links count like spans: a request with many is written in more transactions', async () => {
  const store = openStore()
  const commits: number[] = []
  store.watch((written) => commits.push(written?.newTraces ?? 0))
  const linked = (count: number) =>
    traces(5).map((s) => ({ ...s, links: Array<Link>(count).fill(link) }))
  await storeProto(store, protoOf(linked(499)))
  expect(commits).toEqual([2, 2, 1])
  await store.close()
})

test('a span with more links than a transaction holds is one by itself', async () => {
  const store = openStore()
  const commits: number[] = []
  store.watch((written) => commits.push(written?.newTraces ?? 0))
  const [first, second, third] = traces(3)
  await storeProto(
    store,
    protoOf([{ ...first, links: Array<Link>(3000).fill(link) }, second, third]),
  )
  expect(commits).toEqual([1, 2])
  expect(store.counts.links).toBe(3000)
})

test('a request is answered only when its last span is committed', async () => {
  const store = openStore()
  const order: string[] = []
  store.watch(() => order.push('commit'))
  await Promise.all([
    storeProto(store, protoOf(traces(1500))).then(() => order.push('large')),
    storeProto(store, protoOf(traces(1, 9000))).then(() => order.push('small')),
  ])
  expect(order.slice(0, 2)).toEqual(['commit', 'commit'])
  expect(order.slice(2).sort()).toEqual(['large', 'small'])
})

describe('of requests that share a transaction', () => {
  const incoming = (from: number, count = 1) =>
    incomingProto(decodeProto(protoOf(traces(count, from))))

  test('only the one that fails is refused, the others are stored', async () => {
    const database = Database.open(null)
    prepareTables(database)
    let counts: Counts | null = null
    const onNews = (news: News) => {
      counts = news.counts
    }
    const writer = new WriterHere(database, NO_LIMITS, {
      onNews,
      onError: () => expect.unreachable(),
    })
    const bug = () => {
      throw new Error('a bug')
    }
    const outcomes = await Promise.allSettled([
      writer.add(incoming(1)),
      writer.add({ ...incoming(2), body: bug }),
      writer.add(incoming(3)),
      writer.add({ ...incoming(4), body: bug }),
      // Goes on in later transactions.
      writer.add(incoming(5, 1500)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(outcomes[1]).toMatchObject({ reason: { message: 'a bug' } })
    expect(counts).toMatchObject({ traces: 1502, spans: 1502 })
  })

  test('one for which there is no room is refused, and the small ones find theirs', async () => {
    const database = Database.open(null)
    const store = Store.over(database, NO_LIMITS, () => expect.unreachable())
    const { page_count } = database.prepare('PRAGMA page_count').get() as { page_count: number }
    database.exec(`PRAGMA max_page_count = ${page_count + 10}`)
    const [small] = traces(1)
    const [large] = traces(1, 2).map((of) => ({ ...of, name: 'x'.repeat(1 << 20) }))
    const outcomes = await Promise.allSettled(
      [large, small].map((of) => storeProto(store, protoOf([of]))),
    )
    expect(outcomes).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'full' }) },
      { status: 'fulfilled', value: undefined },
    ])
    expect(spansOf(store, small.ref.traceId)).toEqual([small])
  })
})

test('an empty request is answered without a transaction', async () => {
  const store = openStore()
  store.watch(() => expect.unreachable())
  await storeProto(store, protoOf([]))
})

test('closing waits for the requests in the queue', async () => {
  const store = openStore()
  const written = storeProto(store, protoOf(traces(3000)))
  await store.close()
  expect(store.counts.spans).toBe(3000)
  await written
})
