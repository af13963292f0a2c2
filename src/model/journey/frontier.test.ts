import { expect, it } from 'vitest'
import { driven, sourceOf } from '../../testing/graph-driver.ts'
import { readTraces } from '../../testing/linked-traces.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { FIRST_GOAL, withOpened } from '../link-graph/goal.ts'
import { startGraph, withGoal } from '../link-graph/graph.ts'
import { chainGraph } from './chain-graph.ts'
import { chainsThrough } from './chains.ts'
import { frontierOf, passedTraces } from './frontier.ts'

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

it('following what chains need leads to both ends and to all attempts, then nothing is left', async () => {
  const source = await sourceOf(DRAWING.spans)
  const terms = { linkedFrom: 'index', resolveAtOnce: 500 } as const
  const anchor = drawnRef('b/two')
  const asked: string[][] = []
  let graph = startGraph({ traceId: anchor.traceId, spanId: null }, terms)
  for (;;) {
    graph = await driven(graph, source, { seed: 1 })
    const walkable = chainGraph(graph.edges.values(), readTraces(DRAWING.spans))
    const { chains } = chainsThrough(walkable, anchor)
    const follows = frontierOf(chains, graph)
    if (follows.length === 0) {
      const ways = chains.map(({ hops }) => hops.map(({ edge }) => labelOf.get(edge.from.traceId)))
      expect(ways).toEqual([['a', 'b']])
      expect(chains[0].hops[1].attempts).toHaveLength(2)
      expect(labelOf.get(chains[0].hops[0].edge.to.traceId)).toBe('first')
      expect(passedTraces(chains).map((id) => labelOf.get(id))).toEqual(['a'])
      break
    }
    asked.push(follows.map(({ traceId, direction }) => `${direction} of ${labelOf.get(traceId)}`))
    for (const { traceId, direction } of follows) {
      graph = withGoal(graph, withOpened(graph.goal, traceId, direction, 1))
    }
  }
  expect(graph.goal.hops).toBe(FIRST_GOAL.hops)
  expect(asked[0]).toEqual(['causes of a', 'effects of a'])
  expect(new Set(asked.flat()).size).toBe(asked.flat().length)
})
