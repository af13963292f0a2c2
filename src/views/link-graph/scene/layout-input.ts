import type { LayoutEdge } from '../../../canvas/graph/graph-layout.ts'
import { spanKey } from '../../../model/ids.ts'
import type { GraphItem, GraphItems } from '../../../model/link-graph/graph-items.ts'
import { type Clock, extentOn } from '../layout/clock.ts'
import type { GraphNode } from '../layout/lay-out.ts'
import { CARD_HEIGHT } from './card.ts'
import { timeOf } from './item-time.ts'
import type { ItemDrawer } from './scene.ts'

export interface LayoutInput {
  readonly nodes: GraphNode[]
  readonly edges: LayoutEdge[]
}

const NOWHERE = { x: 0, width: 0 }
/** One yield after so many items or edges. */
const SLICE = 256

/**
 * What the layouts need of the items: the root, then the failed ones, then the others, each in the order of the items. Where a layout has
 * the choice it keeps this order. Without a clock nothing has a place on it.
 */
export function* layoutInput(
  { items, edges }: GraphItems,
  draw: ItemDrawer,
  clock: Clock | null,
): Generator<void, LayoutInput> {
  const drawings = new Map<GraphItem['key'], ReturnType<ItemDrawer>>()
  const first: GraphNode[] = []
  const others: GraphNode[] = []
  let done = 0
  for (const item of items) {
    const drawing = draw(item)
    drawings.set(item.key, drawing)
    const isFirst = done === 0 || drawing.card.mark === 'failed'
    const node = {
      id: item.key,
      height: CARD_HEIGHT,
      column: columnOf(item),
      extent: clock ? extentOn(clock, timeOf(item, clock.origin)) : NOWHERE,
    }
    ;(isFirst ? first : others).push(node)
    if (++done % SLICE === 0) yield
  }
  const lines: LayoutEdge[] = []
  for (const edge of edges) {
    if (++done % SLICE === 0) yield
    const { key, cause, effect } = edge
    if (cause === effect) continue
    const at = (end: typeof cause, refs: typeof edge.edges, side: 'to' | 'from') => {
      const { heightOf } = drawings.get(end)!.bars
      return meanAt(refs.map((link) => heightOf.get(spanKey(link[side]))))
    }
    const causeAt = at(cause, edge.edges, 'to')
    lines.push({ id: key, cause, effect, causeAt, effectAt: at(effect, edge.edges, 'from') })
  }
  return { nodes: [...first, ...others], edges: lines }
}

function columnOf(item: GraphItem): number | null {
  const { side, hop } = item.kind === 'box' ? item.box : item
  switch (side) {
    case 'root':
      return 0
    case 'cause':
      return -hop
    case 'effect':
      return hop
    case 'beside':
      return null
  }
}

function meanAt(heights: readonly (number | undefined)[]): number {
  const known = heights.filter((height) => height !== undefined)
  if (known.length === 0) return 0.5
  return known.reduce((sum, height) => sum + height, 0) / known.length / CARD_HEIGHT
}
