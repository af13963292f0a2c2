import { expect, it } from 'vitest'
import { driven, sourceOf } from '../../testing/graph-driver.ts'
import { readTraces } from '../../testing/linked-traces.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import type { SpanRef } from '../ids.ts'
import { FIRST_GOAL, withOpened } from '../link-graph/goal.ts'
import { startGraph, withGoal } from '../link-graph/graph.ts'
import type { Span } from '../span.ts'
import { chainGraph } from './chain-graph.ts'
import { chainsThrough } from './chains.ts'
import { type Follow, frontierOf, passedTraces } from './frontier.ts'

const DRAWING = draw(`
  trace first
  0-10 s start
  trace a
  20-30 s one -> first/start
  trace b
  40-50 s two !error -> a/one
  trace again
  60-70 s two -> a/one
  trace last
  80-90 s end -> again/two
`)
const LABELS = ['first', 'a', 'b', 'again', 'last']
const labelOf = new Map(LABELS.map((label) => [drawnTraceId(label), label]))

type Chosen = ReturnType<typeof chainsThrough>['chains']

/** Follows what chains through a span need until nothing is left; the chains, the graph, and what was followed round by round. */
async function followed(
  source: Awaited<ReturnType<typeof sourceOf>>,
  spans: readonly Span[],
  anchor: SpanRef,
) {
  const traces = readTraces(spans)
  const rounds: Follow[][] = []
  let graph = startGraph({ traceId: anchor.traceId, spanId: null }, TERMS)
  for (;;) {
    graph = await driven(graph, source, { seed: 1 })
    const { chains } = chainsThrough(chainGraph(graph.edges.values(), traces), anchor)
    const follows = frontierOf(chains, graph)
    if (follows.length === 0) return { chains, graph, rounds }
    rounds.push(follows)
    for (const { traceId, direction, pages } of follows) {
      graph = withGoal(graph, withOpened(graph.goal, traceId, direction, pages))
    }
  }
}

const TERMS = { linkedFrom: 'index', resolveAtOnce: 500 } as const
const tracesAlong = (chains: Chosen) =>
  chains.map(({ hops }) => hops.map(({ edge }) => labelOf.get(edge.from.traceId)))

it('following what chains need leads to both ends and to all attempts, then nothing is left', async () => {
  const { spans } = DRAWING
  const { chains, graph, rounds } = await followed(await sourceOf(spans), spans, drawnRef('b/two'))
  expect(tracesAlong(chains)).toEqual([['a', 'b']])
  expect(chains[0].hops[1].attempts).toHaveLength(2)
  expect(labelOf.get(chains[0].hops[0].edge.to.traceId)).toBe('first')
  expect(passedTraces(chains).map((id) => labelOf.get(id))).toEqual(['a'])
  expect(graph.goal.hops).toBe(FIRST_GOAL.hops)
  const asked = rounds.map((follows) =>
    follows.map(({ traceId, direction }) => `${direction} of ${labelOf.get(traceId)}`),
  )
  expect(asked[0]).toEqual(['causes of a', 'effects of a'])
  expect(new Set(asked.flat()).size).toBe(asked.flat().length)
})

it('of many links to one trace every page is followed, in few rounds: each is on a chain', async () => {
  const takers = Array.from({ length: 21 }, (_, i) => {
    const at = 100 + 10 * i
    return `trace taker-${i}\n${at}-${at + 5} s take-${i} -> batch/work`
  })
  const { spans } = draw(`
    trace order
    0-10 s send
    trace batch
    20-90 s work -> order/send
    ${takers.join('\n')}
  `)
  const source = await sourceOf(spans, 2)
  const { chains, rounds } = await followed(source, spans, drawnRef('order/send'))
  const last = chains.map(({ hops }) => hops[1]?.edge.linking.name)
  expect(new Set(last)).toEqual(new Set(takers.map((_, i) => `take-${i}`)))
  const pages = rounds.flat().filter(({ traceId }) => traceId === drawnTraceId('batch'))
  expect(pages.map((follow) => follow.pages)).toEqual([1, 2, 4, 8, 16])
})
