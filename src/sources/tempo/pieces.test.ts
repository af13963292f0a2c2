import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DAY, HOUR } from '../../base/time.ts'
import { type FakeTempoOptions, fakeTempo } from '../../testing/fake-tempo.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import type { ScanProgress, SearchProgress, TraceQuery } from '../source.ts'
import { tempoSource } from './client.ts'
import { coveredBy, piecesOf } from './pieces.ts'

const { signal } = new AbortController()
const day = (days: number) => DRAWN_ORIGIN + BigInt(days * DAY)
const DAY_MILLIS = DAY / 1e6

/** A trace at each end of a month and one in its middle; the last two link to the first. */
const { spans } = draw(`
  trace first
  0-5 shop receive-order server
  trace middle
  ${15 * DAY_MILLIS}-${15 * DAY_MILLIS + 5} batch process-batch consumer -> first/receive-order
  trace last
  ${29 * DAY_MILLIS}-${29 * DAY_MILLIS + 5} batch process-batch consumer -> first/receive-order
`)
const MONTH = searchFor({ from: day(0), to: day(30) })

beforeEach(() => {
  vi.useFakeTimers({ now: Number(day(30) / 1_000_000n), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function sourceOf(options: FakeTempoOptions = {}) {
  const { fetch } = fakeTempo(spans, options)
  return tempoSource({ id: 't', name: 'Tempo', base: 'http://tempo', fetch })
}

async function search(query: TraceQuery, options?: FakeTempoOptions) {
  const told: SearchProgress[] = []
  const answer = await sourceOf(options).searchTraces(query, signal, (said) => told.push(said))
  return { answer, told }
}

test('a time longer than Tempo allows is searched in pieces, the newest first', async () => {
  const { answer, told } = await search(MONTH)
  expect(told.map(({ done, of }) => `${done}/${of}`)).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5'])
  expect(told.map(({ found }) => found.traces.length)).toEqual([1, 1, 2, 2, 3])
  expect(told.every(({ settled }) => settled)).toBe(true)
  expect(answer.traces.map(({ traceId }) => traceId)).toEqual(
    ['last', 'middle', 'first'].map(drawnTraceId),
  )
  expect(answer.searched).toBeUndefined()
})

test('what is told says what was searched and what was not', async () => {
  const { told } = await search(MONTH)
  expect(told[0].found.searched).toMatchObject({
    from: day(23),
    to: day(30),
    notSearched: { from: day(0), to: day(23) },
  })
  const oldest = await search({ ...MONTH, sort: 'oldest' })
  expect(oldest.told[0].found.searched).toMatchObject({
    from: day(0),
    to: day(7),
    notSearched: { from: day(7), to: day(30) },
  })
})

test('a search ends with its limit, and says how far it came', async () => {
  const { answer, told } = await search({ ...MONTH, limit: 1 })
  expect(told.map(({ done, of }) => `${done}/${of}`)).toEqual(['1/5', '2/5', '3/5'])
  expect(answer).toMatchObject({ more: true, searched: { from: day(9), to: day(30) } })
  expect(answer.searched?.notSearched).toBeUndefined()
})

test('a trace in two pieces counts once', async () => {
  const { answer } = await search(MONTH, { maxHours: 24 })
  expect(answer.traces).toHaveLength(3)
})

test('a time with too many pieces is searched in part, and the rest named', async () => {
  const { answer, told } = await search(searchFor({ from: day(-70), to: day(30) }), {
    maxHours: 24,
  })
  expect(told.at(-1)).toMatchObject({ done: 60, of: 60 })
  expect(answer.searched).toMatchObject({
    from: day(-30),
    to: day(30),
    notSearched: { from: day(-70), to: day(-30) },
  })
})

test('traces that reach over the end of a window are searched in all of it, to the nanosecond', () => {
  const window = { from: day(0) + 5n, to: day(1) + 7n }
  for (const newestFirst of [true, false]) {
    const pieces = piecesOf(window, (10 * HOUR) / 1e9, newestFirst)
    expect(coveredBy(pieces, window, newestFirst)).toEqual({ window, rest: null })
    expect(coveredBy([], window, newestFirst).rest).toEqual(window)
  }
})

const answering = (body: object) => ({ instead: { '/api/search': () => Response.json(body) } })

test('an answer that is not the whole says so', async () => {
  const day = searchFor({ from: DRAWN_ORIGIN, to: DRAWN_ORIGIN + BigInt(HOUR) })
  const metrics = { completedJobs: 1234, totalJobs: 2000 }
  expect((await search(day, answering({ metrics }))).answer.searched?.leftOut).toEqual([
    'Tempo did 1,234 of the 2,000 parts of this search.',
  ])
  const whole = answering({ metrics: { ...metrics, completedJobs: 2000 } })
  expect((await search(day, whole)).answer.searched).toBeUndefined()
  const message = 'some blocks could not be read'
  expect((await search(day, answering({ message }))).answer.searched?.leftOut).toEqual([
    `Tempo says: ${message}`,
  ])
})

test('jobs that were not done since the limit was reached are no news', async () => {
  const traces = ['first', 'last'].map((label) => ({
    traceID: drawnTraceId(label),
    startTimeUnixNano: String(DRAWN_ORIGIN),
  }))
  const body = { traces, metrics: { completedJobs: 1, totalJobs: 3 } }
  const { answer } = await search({ ...MONTH, limit: 1 }, answering(body))
  expect(answer.searched?.leftOut.join()).not.toContain('parts')
})

test('a look for links tells what it has not searched, and not read, so far', async () => {
  const told: ScanProgress[] = []
  const target = { ...drawnRef('first/receive-order'), cursor: null, limit: 10, near: DRAWN_ORIGIN }
  const scan = { from: day(0), to: day(30), services: null, maxTraces: 100 }
  const page = await sourceOf().findLinksTo({ ...target, scan }, signal, (said) => told.push(said))
  expect(page.total).toBe(2)
  expect(page.searched).toMatchObject({ from: day(0), to: day(30), leftOut: [] })
  expect(told.map(({ done, of }) => `${done}/${of}`).slice(-2)).toEqual(['6/7', '7/7'])
  expect(told[2].searched).toMatchObject({
    to: day(21),
    leftOut: ['A trace with a link to this one was found and not read.'],
    notSearched: { from: day(21), to: day(30) },
  })
})
