import { expect, it, vi } from 'vitest'
import type { TraceId } from '../model/ids.ts'
import { PENDING } from '../model/link-target.ts'
import { readOutline } from '../sources/answer-step.ts'
import type { ArrivalNotice, TraceSource } from '../sources/source.ts'
import { outlineHere, sourceOf } from '../testing/graph-driver.ts'
import { draw, drawnTraceId } from '../testing/trace-notation.ts'
import { LiveGraph } from './live-graph.ts'

const BEFORE = draw(`
  trace a
  0-10 s send
`)
const AFTER = draw(`
  trace a
  0-10 s send
  trace b
  20-30 s take -> a/send
  trace c
  40-50 s on -> b/take
`)
const [A, B, C] = ['a', 'b', 'c'].map(drawnTraceId)

/** A source that can be exchanged, and what its notices do. */
async function liveGraph() {
  let spans = await sourceOf(BEFORE.spans)
  const asked = vi.fn()
  const source: TraceSource = {
    ...spans,
    fetchTrace: (id, signal) => spans.fetchTrace(id, signal),
    resolveSpans: (refs, signal) => spans.resolveSpans(refs, signal),
    findLinksTo: (query, signal) => {
      asked(query.traceId)
      return spans.findLinksTo(query, signal)
    },
  }
  const notices = new Set<(notice: ArrivalNotice) => void>()
  const graph = new LiveGraph(
    {
      source,
      targets: { current: () => PENDING },
      readOutline: readOutline(source, outlineHere),
      onArrival(listener) {
        notices.add(listener)
        return () => notices.delete(listener)
      },
    },
    A,
  )
  return {
    graph,
    asked,
    notices,
    async arrive(linkedTraceIds: readonly TraceId[]) {
      spans = await sourceOf(AFTER.spans)
      const notice = { newTraces: 2, traceIds: [B, C], linkedTraceIds, all: false }
      for (const listener of notices) listener(notice)
    },
    boxes: () => [...(graph.getSnapshot()?.graph.boxes.keys() ?? [])],
    rest: () => vi.waitFor(() => expect(graph.getSnapshot()?.progress.busy).toBe(false)),
  }
}

it('asks nothing before somebody looks, and stops when nobody does', async () => {
  const { graph, asked, notices, rest } = await liveGraph()
  expect(graph.getSnapshot()).toBeNull()
  const stop = graph.subscribe(() => {})
  await rest()
  expect(asked).toHaveBeenCalledWith(A)
  stop()
  expect(graph.getSnapshot()).toBeNull()
  expect(notices.size).toBe(0)
})
it('takes in what arrives, as far as it was followed; until then shows what was there', async () => {
  const { graph, asked, arrive, boxes, rest } = await liveGraph()
  const seen: number[] = []
  graph.subscribe(() => seen.push(boxes().length))
  await rest()
  expect(boxes()).toEqual([A])
  await arrive([A])
  expect(boxes()).toEqual([A])
  await vi.waitFor(() => expect(boxes()).toEqual([A, B]))
  graph.follow([{ traceId: B, direction: 'effects', pages: 1 }])
  await vi.waitFor(() => expect(boxes()).toEqual([A, B, C]))
  const before = asked.mock.calls.length
  await arrive([B])
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(before + 1))
  await rest()
  expect(boxes()).toEqual([A, B, C])
  expect(seen.every((count, at) => at === 0 || count >= seen[at - 1])).toBe(true)
})
it('what arrives elsewhere changes nothing', async () => {
  const { graph, asked, arrive, rest } = await liveGraph()
  graph.subscribe(() => {})
  await rest()
  const before = asked.mock.calls.length
  await arrive([drawnTraceId('elsewhere')])
  await rest()
  expect(asked.mock.calls.length).toBe(before)
})
