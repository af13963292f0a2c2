import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Watcher } from '../store/store.ts'
import { Notices } from './notices.ts'

const utf8 = new TextDecoder()

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A store that tells what it is told to. */
function opened() {
  const watchers = new Set<Watcher>()
  const notices = new Notices({
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  })
  const tell: Watcher = (written) => {
    for (const watcher of watchers) watcher(written)
  }
  return { notices, tell, watchers }
}

const written = (newTraces: number, traceIds: string[], linked: string[] = []) => ({
  newTraces,
  traceIds,
  linkedTraceIds: new Set(linked),
})

function reader(answer: Response) {
  const source = answer.body?.getReader()
  if (!source) return expect.unreachable()
  return {
    next: async () => {
      const { value, done } = await source.read()
      return done ? null : utf8.decode(value)
    },
    cancel: () => source.cancel(),
  }
}

const event = (data: object) => `event: traces\ndata: ${JSON.stringify(data)}\n\n`

describe('a client of the event stream', () => {
  test('hears at once that it is connected', async () => {
    const answer = opened().notices.subscribe(new AbortController().signal)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    expect(await reader(answer).next()).toMatch(/^:/)
  })

  test('gets what happens within a while as one event', async () => {
    const { notices, tell } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    await stream.next()
    const next = stream.next()
    tell(written(1, ['a'], ['x']))
    vi.advanceTimersByTime(100)
    tell(written(1, ['a', 'b'], ['x', 'y']))
    vi.advanceTimersByTime(100)
    expect(await next).toBe(
      event({ newTraces: 2, traceIds: ['a', 'b'], linkedTraceIds: ['x', 'y'], all: false }),
    )
  })

  test('that does not read gets one notice of everything later, and holds no more', async () => {
    const { notices, tell } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    for (let i = 0; i < 1000; i++) {
      tell(written(1, [`t${i}`]))
      vi.advanceTimersByTime(200)
    }
    expect(await stream.next()).toMatch(/^:/)
    const next = stream.next()
    vi.advanceTimersByTime(15_000)
    const seen = [await next]
    const rest = stream.next()
    vi.advanceTimersByTime(15_000)
    seen.push(await rest)
    expect(seen).toContain(event({ newTraces: 1000, traceIds: [], linkedTraceIds: [], all: true }))
  })

  test.each([
    ['with spans', (ids: string[]) => written(101, ids)],
    ['that links point to', (ids: string[]) => written(101, [], ids)],
  ])('is not named more than a hundred traces %s', async (_, of) => {
    const { notices, tell } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    await stream.next()
    const next = stream.next()
    tell(of(Array.from({ length: 101 }, (_, i) => `t${i}`)))
    vi.advanceTimersByTime(200)
    expect(await next).toBe(event({ newTraces: 101, traceIds: [], linkedTraceIds: [], all: true }))
  })

  test('is told that everything may have changed when traces were removed', async () => {
    const { notices, tell } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    await stream.next()
    const next = stream.next()
    tell(null)
    vi.advanceTimersByTime(200)
    expect(await next).toBe(event({ newTraces: 0, traceIds: [], linkedTraceIds: [], all: true }))
  })

  test('gets a comment now and then', async () => {
    const { notices } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    await stream.next()
    const next = stream.next()
    vi.advanceTimersByTime(15_000)
    expect(await next).toMatch(/^:/)
  })

  test('is forgotten when its request is aborted', async () => {
    const { notices } = opened()
    const abort = new AbortController()
    const stream = reader(notices.subscribe(abort.signal))
    await stream.next()
    abort.abort()
    expect(await stream.next()).toBeNull()
    expect(notices.clients).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is forgotten when it stops reading', async () => {
    const { notices } = opened()
    const stream = reader(notices.subscribe(new AbortController().signal))
    await stream.cancel()
    expect(notices.clients).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('closing ends every stream and stops watching the store', async () => {
  const { notices, watchers } = opened()
  const stream = reader(notices.subscribe(new AbortController().signal))
  await stream.next()
  notices.close()
  expect(await stream.next()).toBeNull()
  expect(watchers.size).toBe(0)
})
