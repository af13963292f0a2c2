import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Refresher } from './refresher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A watched query that takes `took` ms to read; how often it was read. */
function watched(took: number) {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Infinity } },
  })
  const readings: number[] = []
  const queryKey = ['trace', 'local', 'a']
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () =>
      new Promise<number>((resolve) => {
        readings.push(Date.now())
        setTimeout(() => resolve(readings.length), took)
      }),
  })
  const leave = observer.subscribe(() => {})
  return { refresher: new Refresher(queries), queryKey, readings, leave }
}

it('news under a steady stream is read again no more often than twice the time a reading takes', async () => {
  const { refresher, queryKey, readings } = watched(800)
  await vi.advanceTimersByTimeAsync(1000)
  for (let i = 0; i < 100; i++) {
    refresher.outdate(queryKey)
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(10_000)
  expect(readings.length).toBeGreaterThanOrEqual(4)
  expect(readings.length).toBeLessThanOrEqual(7)
})

it('news that comes during a reading is not missed', async () => {
  const { refresher, queryKey, readings } = watched(500)
  await vi.advanceTimersByTimeAsync(100)
  expect(readings).toHaveLength(1)
  refresher.outdate(queryKey)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(readings).toHaveLength(2)
})

it('what nobody looks at is read when someone does', async () => {
  const { refresher, queryKey, readings, leave } = watched(100)
  await vi.advanceTimersByTimeAsync(1000)
  leave()
  refresher.outdate(queryKey)
  await vi.advanceTimersByTimeAsync(5000)
  expect(readings).toHaveLength(1)
})

it('nothing is read after the end', async () => {
  const { refresher, queryKey, readings } = watched(100)
  await vi.advanceTimersByTimeAsync(1000)
  refresher.outdate(queryKey)
  await vi.advanceTimersByTimeAsync(150)
  refresher.outdate(queryKey)
  refresher.dispose()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(readings).toHaveLength(2)
})
