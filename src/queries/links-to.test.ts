import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DAY } from '../base/time.ts'
import { jaegerSource } from '../sources/jaeger/client.ts'
import type { ScanProgress, TraceSource } from '../sources/source.ts'
import { fakeJaeger } from '../testing/fake-jaeger.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../testing/trace-notation.ts'
import { linksToQuery, lookWider, whereNext } from './links-to.ts'
import { LongQuestions } from './long-questions.ts'

const NEAR = DRAWN_ORIGIN
const day = (days: number) => DRAWN_ORIGIN + BigInt(Math.round(days * DAY))
const millis = (days: number) => (days * DAY) / 1e6
const target = drawnRef('order/receive-order')

/** Taken up within the hour, after 3 days, after 20 days, and by a clock that was 2 days slow. */
const { spans } = draw(`
  trace order
  0-10 shop receive-order server
  trace soon
  1000-1001 batch soon -> order/receive-order
  trace later
  ${millis(3)}-${millis(3) + 1} batch later -> order/receive-order
  trace late
  ${millis(20)}-${millis(20) + 1} batch late -> order/receive-order
  trace slow
  ${millis(-2)}-${millis(-2) + 1} batch slow -> order/receive-order
`)

beforeEach(() => {
  vi.useFakeTimers({ now: Number(day(100) / 1_000_000n), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function searcher(change: (source: TraceSource) => Partial<TraceSource> = () => ({})) {
  const { fetch } = fakeJaeger(spans, '2.20')
  const source = jaegerSource({ id: 'j', name: 'Jaeger', base: 'http://jaeger', fetch })
  const scans = new LongQuestions<ScanProgress>()
  const explorer = { source: { ...source, ...change(source) }, scans, queries: new QueryClient() }
  const options = linksToQuery(explorer, target, NEAR)
  const pages = () => explorer.queries.getQueryData(options.queryKey)?.pages ?? []
  return {
    explorer,
    look: () => explorer.queries.fetchInfiniteQuery(options),
    wider: () => lookWider(explorer, target, NEAR),
    pages,
    names: () => pages().flatMap(({ backlinks }) => backlinks.map(({ from }) => from.name)),
    searched: () => {
      const { from = 0n, to = 0n } = pages()[0]?.searched ?? {}
      return [from, to].map((at) => Number(at - NEAR) / DAY)
    },
  }
}

test('links are looked for ever further from the span, and what was found stays', async () => {
  const { look, wider, names, searched, pages } = searcher()
  await look()
  expect([names(), searched()]).toEqual([['soon'], [-1 / 24, 1]])
  await wider()
  expect([names(), searched()]).toEqual([
    ['soon', 'later'],
    [-1, 7],
  ])
  await wider()
  expect([names(), searched()]).toEqual([
    ['slow', 'soon', 'later', 'late'],
    [-7, 30],
  ])
  await wider()
  expect(searched()).toEqual([-30, 100 + 1 / 24])
  expect(pages()[0]).toMatchObject({ total: 4, searched: { leftOut: [] } })
  expect(whereNext(pages(), NEAR)).toEqual([])
})

test('only what was not searched before is searched', async () => {
  const asked: (readonly [number, number])[] = []
  const { look, wider } = searcher(({ findLinksTo }) => ({
    findLinksTo(query, signal, onProgress) {
      const { from, to } = query.scan ?? { from: NEAR, to: NEAR }
      asked.push([Number(from - NEAR) / DAY, Number(to - NEAR) / DAY])
      return findLinksTo(query, signal, onProgress)
    },
  }))
  await look()
  await wider()
  expect(asked.slice(1)).toEqual([
    [1, 7],
    [-1, -1 / 24],
  ])
})

test('a scan that is ended keeps what it found, and goes on from there', async () => {
  const { explorer, look, wider, names, pages } = searcher()
  const { scans } = explorer
  await look()
  await wider()
  const key = `${target.traceId}:${target.spanId}`
  const stop = scans.subscribe(() => {
    const late = scans.progress(key)?.backlinks.some(({ from }) => from.name === 'late')
    if (late) scans.end(key)
  })
  await wider()
  stop()
  expect(names()).toEqual(['soon', 'later', 'late'])
  const { searched } = pages()[0]
  // The stretch was searched for one of the services only: it counts as not searched.
  expect(searched?.to).toBeGreaterThan(day(19))
  expect(searched?.notSearched).toEqual({ from: searched?.to, to: day(30) })
  expect(whereNext(pages(), NEAR)).toMatchObject([{ scope: searched?.notSearched }])
  await wider()
  expect(pages()[0].searched).toMatchObject({ from: day(-1), to: day(30) })
  expect(pages()[0].searched?.notSearched).toBeUndefined()
})

test('a scan that is ended before it began says that nothing was searched', async () => {
  const { explorer, look, pages } = searcher(() => ({
    findLinksTo: (_, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      }),
  }))
  const answer = look()
  explorer.scans.end(`${target.traceId}:${target.spanId}`)
  await answer
  const { searched } = pages()[0]
  expect(searched).toMatchObject({ traces: 0, notSearched: { to: day(1) } })
  expect(searched?.from).toBe(searched?.to)
})

test('what failed leaves the answer as it was', async () => {
  let down = false
  const { look, wider, names } = searcher(({ findLinksTo }) => ({
    findLinksTo: (...asked) =>
      down ? Promise.reject(new Error('it is down')) : findLinksTo(...asked),
  }))
  await look()
  down = true
  await expect(wider()).rejects.toThrow('it is down')
  expect(names()).toEqual(['soon'])
})
