import { expect, test } from 'vitest'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Link, Span } from '../../model/span.ts'
import { openStore, storeProto } from '../harness.ts'
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
