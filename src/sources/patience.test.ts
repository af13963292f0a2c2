import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bytesOf, request, send } from './http.ts'
import { PATIENCE_MS, patienceFor } from './patience.ts'

const { signal } = new AbortController()

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A source that takes a request and says nothing, until who asked hangs up. */
const silent = (_url: unknown, init?: RequestInit) =>
  new Promise<Response>((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
  })

/** A body of so many parts, each in its own time; then nothing more comes, and it does not end. */
function slowBody(parts: number, every: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      if (parts-- === 0) return new Promise(() => {})
      await new Promise((resolve) => setTimeout(resolve, every))
      controller.enqueue(new Uint8Array([parts]))
    },
  })
}

const outcome = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

test('a source that says nothing is given up after a while, and hung up on', async () => {
  let hungUp = false
  const fetch: typeof globalThis.fetch = (url, init) => {
    init?.signal?.addEventListener('abort', () => (hungUp = true))
    return silent(url, init)
  }
  const answer = outcome(send('http://source/api', { signal, fetch }))
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  expect(await answer).toMatchObject({
    code: 'timeout',
    message: 'The source has sent nothing for 60 s.',
  })
  expect(hungUp).toBe(true)
})

test('an answer that goes on is read to its end, one that stops is given up', async () => {
  const going = new Response(slowBody(10, PATIENCE_MS / 2))
  const read = outcome(bytesOf(going, signal))
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 5.5)
  let ended = false
  void read.then(() => (ended = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toBe(false)
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  expect(await read).toMatchObject({ code: 'timeout' })
})

test('an error whose words do not end is an error all the same', async () => {
  const fetch = async () => new Response(slowBody(1, 1), { status: 500 })
  const answer = outcome(request('http://source/api', { signal, fetch }, (body) => body || null))
  await vi.advanceTimersByTimeAsync(PATIENCE_MS + 1)
  expect(await answer).toMatchObject({ code: 'unreachable' })
})

test('who hangs up is not told that the source is slow', async () => {
  const controller = new AbortController()
  const answer = outcome(send('http://source/api', { signal: controller.signal, fetch: silent }))
  controller.abort()
  expect(await answer).toMatchObject({ name: 'AbortError' })
})

test('behind the gateway, which has a time of its own, there is longer', () => {
  expect(patienceFor('/gateway/tempo/api/search')).toBeGreaterThan(600_000)
  expect(patienceFor('/api/v1/traces')).toBe(PATIENCE_MS)
})
