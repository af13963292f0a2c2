import { causalLayout } from '../../../canvas/graph/causal.ts'
import type {
  GraphLayout,
  LayoutEdge,
  LayoutNode,
  Place,
} from '../../../canvas/graph/graph-layout.ts'
import { type TimedNode, timelineLayout } from './timeline.ts'

export type GraphNode = LayoutNode & TimedNode

/** All that a layout is a function of. */
export interface LayoutAsk {
  readonly layout: 'causal' | 'timeline'
  /** Root first. */
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly LayoutEdge[]
  /** What stays where it is. */
  readonly kept: ReadonlyMap<string, Place>
}

export function layOut({ layout, nodes, edges, kept }: LayoutAsk): GraphLayout {
  return layout === 'causal' ? causalLayout(nodes, edges, kept) : timelineLayout(nodes, kept)
}
