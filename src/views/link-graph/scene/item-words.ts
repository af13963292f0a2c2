import { formatDuration } from '../../../base/format.ts'
import type { GraphItem, ItemEdge } from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge, TraceBox } from '../../../model/link-graph/link-graph.ts'
import { plural } from './card.ts'
import { linkWords } from './edge-words.ts'
import type { Scene, SceneBox } from './scene.ts'

/** What a box is called by who does not see it: "receive-order A-1003, orders.api, 3 spans, 41 ms, cause, waited 58 m 12 s". */
export function boxName({ card, hint, item }: SceneBox, towardsRoot: readonly ItemEdge[]): string {
  const title = hint === '' ? card.title : `${card.title} ${hint}`
  return [
    card.count > 1 ? `${title}, ${plural(card.count, 'trace')}` : title,
    card.mark === 'failed' && card.count === 1 ? 'failed' : null,
    ...card.lines.flatMap((line) => line.split(' · ')),
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

/** The edges of a box to those nearer to the root. */
export function edgesTowardsRoot({ boxOf, edgesOf }: Scene, { key, item }: SceneBox): ItemEdge[] {
  const { hop } = placeOf(item)
  // The root has no nearer ones, and may have very many edges.
  if (hop === 0) return []
  const edges = new Set((edgesOf.get(key) ?? []).map(({ of }) => of))
  return [...edges].filter(({ cause, effect }) => {
    const other = boxOf.get(cause === key ? effect : cause)
    return other !== undefined && placeOf(other.item).hop < hop
  })
}

/** One link in a sentence, from the linked to the linking span. */
export function linkSentence(edge: LinkEdge): string {
  const linked = edge.linked.at === 'elsewhere' ? edge.linked.span.name : 'an unknown span'
  return `${linked} → ${edge.linking.name}`
}
