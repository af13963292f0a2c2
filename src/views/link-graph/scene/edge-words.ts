import { formatCount, formatDuration } from '../../../base/format.ts'
import type { ItemEdge } from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import { type Wait, waitBetween } from '../../../model/wait.ts'
import { waitWords } from '../../../model/wait-words.ts'

/** Null while the linked span is on its way, and when it is absent. */
export function waitOf({ linking, linked }: LinkEdge): Wait | null {
  return linked.at === 'elsewhere' ? waitBetween(linking, linked.span) : null
}

/** What is written on a single link. */
export function linkWords(edge: LinkEdge): string {
  if (edge.linked.at === 'absent') return edge.linked.why.reason
  const wait = waitOf(edge)
  const times = edge.links.length > 1 ? ` ×${edge.links.length}` : ''
  return wait ? waitWords(wait) + times : ''
}

/** What is written on many links at once. */
export function linksWords({ links, waits, failed, unresolved }: ItemEdge): string {
  const parts = [`×${formatCount(links)}`]
  if (waits) parts.push(`median ${formatDuration(waits.median)}`)
  if (failed > 0) parts.push(`${formatCount(failed)} failed`)
  if (unresolved > 0) parts.push(`${formatCount(unresolved)} not found`)
  return parts.join(' · ')
}
