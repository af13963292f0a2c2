import type { TraceId } from '../ids.ts'
import type { Budget, Direction } from './link-graph.ts'

/** What the user wishes to see. With the known facts it makes the graph. */
export interface Goal {
  /** Causes of causes and effects of effects of the root, so many links far; Infinity: all. */
  readonly hops: number
  /**
   * Single boxes that were expanded or folded on demand: pages wished for in a direction. 0 folds away what a hop would show;
   * causes have one page, the trace itself.
   */
  readonly opened: ReadonlyMap<TraceId, Readonly<Partial<Record<Direction, number>>>>
  /** Boxes whose outline is wished for, since they are in view. Their links may show edges between boxes, never new boxes. */
  readonly outlines: ReadonlySet<TraceId>
  readonly budget: Budget
  /** Nothing more is asked until the user goes on. */
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

/** With one direction of a box expanded to so many pages, or folded away. */
export function withOpened(
  goal: Goal,
  traceId: TraceId,
  direction: Direction,
  pages: number,
): Goal {
  const opened = new Map(goal.opened)
  opened.set(traceId, { ...goal.opened.get(traceId), [direction]: pages })
  return { ...goal, opened }
}
