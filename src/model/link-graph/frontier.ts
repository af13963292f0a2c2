import type { TraceId } from '../ids.ts'
import { DIRECTIONS, type Direction, type LinkGraph } from './link-graph.ts'

/** A direction of a box in which there is or may be more. */
export interface FrontierEnd {
  readonly traceId: TraceId
  readonly direction: Direction
  /** Traces that are known and no boxes; null: it was not asked. */
  readonly hidden: number | null
}

/** Where a graph could be expanded, in the order of its boxes. */
export function frontierOf({ boxes }: LinkGraph): FrontierEnd[] {
  const ends: FrontierEnd[] = []
  for (const box of boxes.values()) {
    for (const direction of DIRECTIONS) {
      const expansion = box[direction]
      const { traceId } = box
      if (expansion.state === 'not asked' || expansion.state === 'left out') {
        ends.push({ traceId, direction, hidden: null })
      } else if (expansion.state === 'known' && (expansion.hidden > 0 || expansion.more)) {
        ends.push({ traceId, direction, hidden: expansion.hidden })
      }
    }
  }
  return ends
}
