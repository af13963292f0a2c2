import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOME, hrefOf, tracePlace } from '../state/places.ts'
import { sourceOf } from '../testing/graph-driver.ts'
import { draw, drawnTraceId } from '../testing/trace-notation.ts'
import { traceQuery } from './options.ts'
import { ReadAhead, readAhead } from './read-ahead.ts'
import { workerTraceHost } from './worker-host.ts'

const DRAWING = draw(`
  trace a
  0-10 shop receive
  trace b
  0-10 shop receive`)
const [A, B] = [drawnTraceId('a'), drawnTraceId('b')]
const linkTo = (traceId: typeof A) => hrefOf(tracePlace(traceId))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function explored() {
  const source = await sourceOf(DRAWING.spans)
  const fetchTrace = vi.fn(source.fetchTrace)
  const { host: traces } = workerTraceHost(() => {
    throw new DOMException('no', 'SecurityError')
  })
  const explorer = { source: { ...source, fetchTrace }, traces, queries: new QueryClient() }
  const asked = () => fetchTrace.mock.calls.map(([traceId]) => traceId)
  return { explorer, ahead: new ReadAhead(explorer), asked, fetchTrace }
}

test('a trace is read when its link has been pointed at for a while, once', async () => {
  const { explorer, ahead, asked } = await explored()
  ahead.point(linkTo(A))
  expect(asked()).toEqual([])
  vi.runAllTimers()
  ahead.press(linkTo(A))
  expect(asked()).toEqual([A])
  vi.useRealTimers()
  const session = await explorer.queries.fetchQuery(traceQuery(explorer, A))
  expect(session.table.traceId).toBe(A)
  expect(asked()).toEqual([A])
})

test('links on the way to another one are not read', async () => {
  const { ahead, asked } = await explored()
  ahead.point(linkTo(A))
  ahead.point(linkTo(B))
  vi.runAllTimers()
  ahead.point(linkTo(A))
  ahead.point(null)
  vi.runAllTimers()
  expect(asked()).toEqual([B])
})

test('a link that is pressed is read at once, also by who has not pointed at it', async () => {
  const { ahead, asked } = await explored()
  ahead.press(linkTo(A))
  expect(asked()).toEqual([A])
  ahead.point(linkTo(B))
  ahead.press(linkTo(B))
  vi.runAllTimers()
  expect(asked()).toEqual([A, B])
})

test('a reading is given up when the pointer leaves', async () => {
  const { ahead, fetchTrace } = await explored()
  ahead.press(linkTo(A))
  ahead.point(null)
  await vi.waitFor(() => expect(fetchTrace.mock.calls[0][1].aborted).toBe(true))
})

test('a reading that someone else began goes on', async () => {
  const { explorer, ahead, fetchTrace } = await explored()
  readAhead(explorer, A)
  ahead.press(linkTo(A))
  ahead.point(null)
  await explorer.queries.fetchQuery(traceQuery(explorer, A))
  expect(fetchTrace.mock.calls.map(([, { aborted }]) => aborted)).toEqual([false])
})

test('a link to another screen reads nothing', async () => {
  const { ahead, asked } = await explored()
  ahead.press(hrefOf(HOME))
  ahead.point(hrefOf({ screen: 'unknown', href: '/nowhere', why: '' }))
  vi.runAllTimers()
  expect(asked()).toEqual([])
})
