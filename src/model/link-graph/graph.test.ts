import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../span.ts'
import { arbitraryLinkedTraces } from '../../testing/arbitrary-links.ts'
import { checkGraph } from '../../testing/check-graph.ts'
import { driven, sourceOf } from '../../testing/graph-driver.ts'
import { expectedGraph } from '../../testing/graph-oracle.ts'
import { drawnTraceId } from '../../testing/trace-notation.ts'
import { FIRST_GOAL, type Goal, type Terms, stoppedGoal } from './goal.ts'
import { startGraph, withGoal } from './graph.ts'
import type { LinkGraph } from './link-graph.ts'
import { waitOf } from './wait-of.ts'

const ROOT = { traceId: drawnTraceId('a'), spanId: null }
const TERMS: Terms = { linkedFrom: 'index', resolveAtOnce: 3 }

function start(goal: Partial<Goal>): LinkGraph {
  return startGraph(ROOT, TERMS, { ...FIRST_GOAL, ...goal })
}

/** What does not depend on identities. */
function content({ boxes, edges, spent, truncated, wanted }: LinkGraph) {
  return { boxes: [...boxes], edges: [...edges], spent, truncated, wanted }
}

const arbitraryHops = fc.constantFrom(0, 1, 2, 3, Infinity)
const arbitrarySeed = fc.nat()
const arbitraryTrace = fc.constantFrom('a', 'b', 'c', 'd', 'e').map(drawnTraceId)
const arbitraryPages = fc.constantFrom(undefined, 0, 1, 2)
const arbitraryGoal: fc.Arbitrary<Partial<Goal>> = fc.record({
  hops: arbitraryHops,
  opened: fc
    .array(fc.tuple(arbitraryTrace, fc.record({ causes: arbitraryPages, effects: arbitraryPages })))
    .map((entries) => new Map(entries)),
  outlines: fc.array(arbitraryTrace).map((traces) => new Set(traces)),
  budget: fc.constantFrom(FIRST_GOAL.budget, { boxes: 4, requests: 7 }),
})

describe('a graph, whatever the links and the order of answers', () => {
  test('has the boxes, edges, sides, waits and totals that all spans at once say', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLinkedTraces,
        arbitraryHops,
        arbitrarySeed,
        async (spans: Span[], hops, seed) => {
          const source = await sourceOf(spans, 2)
          const graph = await driven(start({ hops }), source, { seed })
          const expected = expectedGraph(spans, ROOT.traceId, hops)
          const boxes = [...graph.boxes].map(([id, { side, hop }]) => [id, { side, hop }] as const)
          expect(new Map(boxes)).toEqual(expected.boxes)
          const edges = [...graph.edges].map(([key, edge]) => {
            const wait = waitOf(edge)
            const nanos = wait && BigInt(wait.nanos)
            return [key, { links: edge.links.length, wait: nanos, failed: edge.failed }] as const
          })
          expect(new Map(edges)).toEqual(expected.edges)
          expect(graph.truncated).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })

  test('is the same for every order of answers, also where a budget cuts it', async () => {
    const arbitraryBudget = fc.record({
      boxes: fc.integer({ min: 1, max: 9 }),
      requests: fc.integer({ min: 0, max: 15 }),
    })
    await fc.assert(
      fc.asyncProperty(
        arbitraryLinkedTraces,
        arbitraryHops,
        arbitraryBudget,
        arbitrarySeed,
        arbitrarySeed,
        async (spans, hops, budget, one, other) => {
          const source = await sourceOf(spans, 2)
          const begun = start({ hops, budget })
          const graph = await driven(begun, source, { seed: one })
          expect(graph.boxes.size).toBeLessThanOrEqual(budget.boxes)
          expect(content(await driven(begun, source, { seed: other }))).toEqual(content(graph))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('is sound at every moment, and is the same in the end if it is stopped in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLinkedTraces,
        arbitraryGoal,
        arbitrarySeed,
        fc.nat({ max: 12 }),
        async (spans, goal, seed, most) => {
          const source = await sourceOf(spans, 2)
          const begun = start(goal)
          checkGraph(begun)
          const part = await driven(begun, source, { seed, most })
          checkGraph(part)
          const stopped = withGoal(part, stoppedGoal(part))
          checkGraph(stopped)
          const whole = await driven(withGoal(stopped, begun.goal), source, { seed })
          checkGraph(whole)
          expect(content(whole)).toEqual(content(await driven(begun, source, { seed: seed + 1 })))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('depends on the goal alone, not on the goals before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLinkedTraces,
        arbitraryGoal,
        arbitraryGoal,
        arbitrarySeed,
        async (spans, one, other, seed) => {
          const source = await sourceOf(spans, 2)
          const before = await driven(start(other), source, { seed })
          const { goal } = start(one)
          const graph = await driven(withGoal(before, goal), source, { seed })
          expect(content(graph)).toEqual(content(await driven(start(one), source, { seed })))
        },
      ),
      { numRuns: 100 },
    )
  })
})
