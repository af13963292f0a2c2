import type { TraceId } from '../ids.ts'
import { type Budget, DIRECTIONS, type Direction, type LinkGraph } from './link-graph.ts'

/** What the user wishes to see. With the known facts it makes the graph. */
export interface Goal {
  /** Causes of causes and effects of effects of the root, so many links far; Infinity: all. */
  readonly hops: number
  /**
   * Single boxes that were expanded or folded on demand: pages wished for in a direction. 0 folds away what a hop
   * would show, and keeps it known; causes have one page, the trace itself.
   */
  readonly opened: ReadonlyMap<TraceId, Readonly<Partial<Record<Direction, number | undefined>>>>
  /** Boxes whose outline is wished for, since they are in view. Their links may show edges between boxes, never new boxes. */
  readonly outlines: ReadonlySet<TraceId>
  readonly budget: Budget
  /** No hop leads farther until the user goes on; boxes may still be expanded one by one. */
  readonly stopped: boolean
}

/** What the source can do, as far as the plan depends on it. */
export interface Terms {
  readonly linkedFrom: 'index' | 'scan' | 'none'
  readonly resolveAtOnce: number
}

/** A page of 10,000 traces and some of their neighbours stays smooth; 400 requests are some seconds for a source that is near. */
export const DEFAULT_BUDGET: Budget = { boxes: 20_000, requests: 400 }

export const FIRST_GOAL: Goal = {
  hops: 1,
  opened: new Map(),
  outlines: new Set(),
  budget: DEFAULT_BUDGET,
  stopped: false,
}

/** With one direction of a box expanded to so many pages, folded away (0), or as hops have it (undefined). */
export function withOpened(
  goal: Goal,
  traceId: TraceId,
  direction: Direction,
  pages: number | undefined,
): Goal {
  const opened = new Map(goal.opened)
  opened.set(traceId, { ...goal.opened.get(traceId), [direction]: pages })
  return { ...goal, opened }
}

/** The goal of which nothing is under way any more: hops stop, what boxes have not got is no longer wished for. */
export function stoppedGoal({ goal, boxes, facts }: LinkGraph): Goal {
  let stopped: Goal = { ...goal, stopped: true }
  for (const traceId of goal.opened.keys()) {
    for (const direction of DIRECTIONS) {
      if (boxes.get(traceId)?.[direction].state !== 'under way') continue
      const pages = direction === 'effects' ? facts.linksTo.get(traceId)?.pages.length : undefined
      stopped = withOpened(stopped, traceId, direction, pages)
    }
  }
  const outlines = [...goal.outlines].filter((traceId) => facts.traces.has(traceId))
  return { ...stopped, outlines: new Set(outlines) }
}

/** With room for as much again where the budget was too small. */
export function largerGoal({ goal, spent, truncated }: LinkGraph): Goal {
  const lacks = (what: 'boxes' | 'requests') => truncated.some(({ why }) => why === what)
  const { boxes, requests } = goal.budget
  const budget = {
    boxes: boxes + (lacks('boxes') ? DEFAULT_BUDGET.boxes : 0),
    requests: lacks('requests')
      ? Math.max(requests, spent.requests) + DEFAULT_BUDGET.requests
      : requests,
  }
  return { ...goal, budget, stopped: false }
}
