import { expect, test, vi } from 'vitest'
import { SourceError } from '../sources/source.ts'
import { outlineHere, sourceOf } from '../testing/graph-driver.ts'
import { draw, drawnTraceId } from '../testing/trace-notation.ts'
import { outlineReader } from './read-outline.ts'
import { openTrace } from './trace-session.ts'
import { workerTraceHost } from './worker-host.ts'

const DRAWING = draw(`
  trace batch
  0-100 jobs process -> a/receive(order.id=1) -> b/receive
    10-20 jobs item -> a/receive
  trace a
  -50-10 shop receive`)
const BATCH = drawnTraceId('batch')
const { signal } = new AbortController()

async function explored() {
  const source = await sourceOf(DRAWING.spans)
  const fetchTrace = vi.fn(source.fetchTrace)
  const { host } = workerTraceHost(() => {
    throw new DOMException('no', 'SecurityError')
  })
  const watched = { ...source, fetchTrace }
  const traces = { ...host, outline: outlineHere }
  const session = await openTrace({ source, traces }, BATCH, signal)
  return { source: watched, traces, session, fetchTrace }
}

test('an open trace is not fetched again, and is the same in short', async () => {
  const { session, ...parts } = await explored()
  const opened = outlineReader({ ...parts, openedTrace: () => Promise.resolve(session) })
  const fresh = outlineReader({ ...parts, openedTrace: () => null })
  const outline = await opened(BATCH, signal)
  expect(parts.fetchTrace).not.toHaveBeenCalled()
  expect(outline.links).toHaveLength(3)
  expect(outline).toEqual(await fresh(BATCH, signal))
  expect(parts.fetchTrace).toHaveBeenCalledTimes(1)
})

test('a trace that was closed meanwhile, or could not be opened, is fetched', async () => {
  const { session, ...parts } = await explored()
  session.close()
  const failed = Promise.reject(new SourceError('timeout', 'slow'))
  for (const opened of [Promise.resolve(session), failed]) {
    const read = outlineReader({ ...parts, openedTrace: () => opened })
    expect((await read(BATCH, signal)).summary.spanCount).toBe(2)
  }
  expect(parts.fetchTrace).toHaveBeenCalledTimes(2)
})

test('who leaves while the trace is opened gets no answer', async () => {
  const { session, ...parts } = await explored()
  const read = outlineReader({ ...parts, openedTrace: () => Promise.resolve(session) })
  await expect(read(BATCH, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  expect(parts.fetchTrace).not.toHaveBeenCalled()
})
