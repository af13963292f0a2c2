import { expect, test } from 'vitest'
import { drawnTraceId } from '../../testing/trace-notation.ts'
import { absorb, startGraph } from '../../model/link-graph/graph.ts'
import { DEFAULT_ITEMS } from '../../model/link-graph/graph-items.ts'
import type { LinkGraph } from '../../model/link-graph/link-graph.ts'
import { answerStep, readOutline } from '../../sources/answer-step.ts'
import { TERMS } from '../../testing/drawn-graph.ts'
import { outlineHere, sourceOf } from '../../testing/graph-driver.ts'
import { draw } from '../../testing/trace-notation.ts'
import { SceneMaker } from './scene-maker.ts'

const ORDERS = Array.from({ length: 12 }, (_, i) => i)
const TEXT = `
  trace batch
  0-10 jobs process ${ORDERS.map((i) => `-> o${i}/receive`).join(' ')}
  ${ORDERS.map((i) => `trace o${i}\n  -${90 - i}--${80 - i} shop receive${i % 3 ? '' : ' !error'} -> page/click`).join('\n  ')}
  trace page
  -200--190 web click
  trace ship
  20-30 shipping ship -> batch/process`

test.each(['causal', 'timeline'] as const)(
  'what is settled keeps its place while answers come, whichever comes first: %s',
  async (layout) => {
    const source = await sourceOf(draw(TEXT).spans)
    const maker = new SceneMaker()
    const options = { ...DEFAULT_ITEMS, by: 'nothing' as const }
    const seen = new Map<string, unknown>()
    const goal = { hops: 3, opened: new Map(), outlines: new Set<never>() }
    const budget = { boxes: 1000, requests: 1000 }
    let graph: LinkGraph = startGraph({ traceId: drawnTraceId('batch'), spanId: null }, TERMS, {
      ...goal,
      budget,
      stopped: false,
    })
    const { signal } = new AbortController()
    for (let round = 0; graph.wanted.length > 0; round++) {
      const step = graph.wanted[round % graph.wanted.length]
      graph = absorb(graph, [
        await answerStep(source, readOutline(source, outlineHere), step, signal),
      ])
      maker.make({ graph, options, layout })
      const known = maker.getSnapshot()!.scene.boxes.filter(({ card }) => card.mark !== 'pending')
      for (const { key, place, card } of known) {
        const before = seen.get(key)
        if (before) expect(place, `${card.title} in round ${round}`).toEqual(before)
        // The root alone is no picture yet.
        if (known.length > 1) seen.set(key, place)
      }
    }
    expect(seen.size).toBe(15)
    maker.dispose()
  },
)

test('each layout keeps its own places', async () => {
  const source = await sourceOf(draw('trace a\n0-10 x one -> b/two\ntrace b\n-9--8 x two').spans)
  const maker = new SceneMaker()
  const start = startGraph({ traceId: drawnTraceId('a'), spanId: null }, TERMS)
  const { signal } = new AbortController()
  let graph = start
  while (graph.wanted.length > 0) {
    const [step] = graph.wanted
    graph = absorb(graph, [
      await answerStep(source, readOutline(source, outlineHere), step, signal),
    ])
  }
  const placesIn = (layout: 'causal' | 'timeline') => {
    maker.make({ graph, options: DEFAULT_ITEMS, layout })
    return maker.getSnapshot()!.scene.boxes.map(({ place }) => place)
  }
  const causal = placesIn('causal')
  expect(placesIn('timeline')).not.toEqual(causal)
  expect(placesIn('causal')).toEqual(causal)
  maker.dispose()
})

test('arranged anew, what came bit by bit stands as if it had come at once', async () => {
  const source = await sourceOf(draw(TEXT).spans)
  const { signal } = new AbortController()
  const options = { ...DEFAULT_ITEMS, by: 'nothing' as const }
  const slow = new SceneMaker()
  let graph = startGraph({ traceId: drawnTraceId('batch'), spanId: null }, TERMS)
  while (graph.wanted.length > 0) {
    const step = graph.wanted.at(-1)!
    const answer = await answerStep(source, readOutline(source, outlineHere), step, signal)
    graph = absorb(graph, [answer])
    slow.make({ graph, options, layout: 'causal' })
  }
  const quick = new SceneMaker()
  quick.make({ graph, options, layout: 'causal' })
  const placesOf = (maker: SceneMaker) =>
    maker.getSnapshot()!.scene.boxes.map(({ key, place }) => [key, place])
  slow.arrangeAnew()
  expect(placesOf(slow)).toEqual(placesOf(quick))
  slow.dispose()
  quick.dispose()
})
