import { formatDuration } from '../../../base/format.ts'
import type {
  GraphItem,
  GraphItems,
  ItemEdge,
  ItemKey,
} from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge, TraceBox } from '../../../model/link-graph/link-graph.ts'
import { plural } from './card.ts'
import { linkWords } from './edge-words.ts'
import type { SceneBox } from './scene.ts'

/** What a box is called by who does not see it: "receive-order A-1003, orders.api, 3 spans, 41 ms, cause, waited 58 m 12 s". */
export function boxName({ card, hint, item }: SceneBox, towardsRoot: readonly ItemEdge[]): string {
  const title = hint === '' ? card.title : `${card.title} ${hint}`
  return [
    card.count > 1 ? `${title}, ${plural(card.count, 'trace')}` : title,
    card.mark === 'failed' && card.count === 1 ? 'failed' : null,
    ...card.facts.split(' · '),
    sideWords(item),
    item.kind === 'box' ? waitsOf(towardsRoot) : null,
  ]
    .filter(Boolean)
    .join(', ')
}

export const SIDE_NAMES: Readonly<Record<TraceBox['side'], string>> = {
  root: 'this trace',
  cause: 'cause',
  effect: 'effect',
  beside: 'related',
}

/** "cause", "effect, 2 links away". */
export function sideWords(item: GraphItem): string {
  const { side, hop } = placeOf(item)
  const name = SIDE_NAMES[side]
  return hop > 1 ? `${name}, ${hop} links away` : name
}

function placeOf(item: GraphItem): Pick<TraceBox, 'side' | 'hop'> {
  return item.kind === 'box' ? item.box : item
}

function waitsOf(edges: readonly ItemEdge[]): string | null {
  const links = edges.flatMap((edge) => edge.edges)
  if (links.length === 0) return null
  if (links.length === 1) return linkWords(links[0])
  const [edge] = edges
  const wait = edge.waits && `median wait ${formatDuration(edge.waits.median)}`
  return [plural(links.length, 'link'), wait].filter(Boolean).join(', ')
}

/** The edges of each item to those nearer to the root. */
export function edgesTowardsRoot({
  items,
  edges,
}: GraphItems): ReadonlyMap<ItemKey, readonly ItemEdge[]> {
  const hops = new Map(items.map((item) => [item.key, placeOf(item).hop]))
  const found = new Map<ItemKey, ItemEdge[]>()
  for (const edge of edges) {
    const [cause, effect] = [hops.get(edge.cause) ?? 0, hops.get(edge.effect) ?? 0]
    if (cause === effect) continue
    const outer = cause > effect ? edge.cause : edge.effect
    const known = found.get(outer)
    if (known) known.push(edge)
    else found.set(outer, [edge])
  }
  return found
}

/** One link in a sentence, from the linked to the linking span. */
export function linkSentence(edge: LinkEdge): string {
  const linked = edge.linked.at === 'elsewhere' ? edge.linked.span.name : 'an unknown span'
  return `${linked} → ${edge.linking.name}`
}
