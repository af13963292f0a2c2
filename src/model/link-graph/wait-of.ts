import { type Wait, waitBetween } from '../wait.ts'
import type { LinkEdge } from './link-graph.ts'

/** How long an item waited between the two ends of an edge; null while, or where, the linked span is not known. */
export function waitOf({ linking, linked }: LinkEdge): Wait | null {
  return linked.at === 'elsewhere' ? waitBetween(linking, linked.span) : null
}
