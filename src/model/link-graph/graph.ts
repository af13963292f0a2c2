import { atOnce } from '../../base/slices.ts'
import { NO_FACTS, withAnswers, withoutFailures } from './facts.ts'
import { FIRST_GOAL, type Goal, type Terms } from './goal.ts'
import type { GraphRoot, LinkGraph } from './link-graph.ts'
import { type GraphBasis, makeGraph } from './make-graph.ts'
import type { Answer } from './step.ts'

/** A graph of which nothing is known but what its goal needs first. */
export function startGraph(root: GraphRoot, terms: Terms, goal: Goal = FIRST_GOAL): LinkGraph {
  return atOnce(makeGraph({ root, terms, goal, facts: NO_FACTS }))
}

export function withGoal(graph: LinkGraph, goal: Goal): LinkGraph {
  return atOnce(makeGraph({ ...graph, goal }))
}

/** Without what failed or was absent: it is wanted again where the goal needs it. */
export function retried(graph: LinkGraph): LinkGraph {
  return atOnce(makeGraph({ ...graph, facts: withoutFailures(graph.facts) }))
}

/** With answers to steps that were wanted, in any order. */
export function absorb(graph: LinkGraph, answers: readonly Answer[]): LinkGraph {
  return atOnce(absorbInSlices(graph, answers))
}

/** {@link absorb} for large graphs: yields now and then. */
export function* absorbInSlices(
  graph: GraphBasis,
  answers: readonly Answer[],
): Generator<void, LinkGraph> {
  const facts = yield* withAnswers(graph.facts, answers)
  return yield* makeGraph({ ...graph, facts })
}
