import { formatCount } from '../../base/format.ts'
import type { TraceId } from '../../model/ids.ts'
import type { LinkGraph, TraceBox, Truncation } from '../../model/link-graph/link-graph.ts'
import type { GraphProgress } from '../../queries/graph-expander.ts'
import { plural } from './scene/card.ts'

/** "131 traces · 165 links · 2 targets not found", and in how many traces further links between them may be. */
export function totalsWords({ boxes, edges }: LinkGraph): string {
  let links = 0
  const known = new Map<TraceId, number>()
  const missing = new Set<string>()
  for (const edge of edges.values()) {
    links += edge.links.length
    known.set(edge.from.traceId, (known.get(edge.from.traceId) ?? 0) + edge.links.length)
    if (edge.linked.at === 'absent') missing.add(`${edge.to.traceId}:${edge.to.spanId}`)
  }
  let unread = 0
  for (const box of boxes.values()) if (!isRead(box, known.get(box.traceId) ?? 0)) unread++
  return [
    plural(boxes.size, 'trace'),
    plural(links, 'link'),
    missing.size > 0 ? `${plural(missing.size, 'target')} not found` : null,
    unread > 0 ? `links of ${plural(unread, 'trace')} not read yet` : null,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Whether all links that a trace carries are known, of which so many are in the graph. */
function isRead({ outline, head, ends }: TraceBox, links: number): boolean {
  if (outline.state === 'known' || outline.state === 'failed') return true
  if (head) return head.linksOut !== null && head.linksOut <= links
  return ends.length > 0 && ends.every(({ target }) => target.at === 'absent')
}

export function progressWords({ done, of, scan }: GraphProgress, { boxes }: LinkGraph): string {
  const steps = `Reading the graph: ${formatCount(done)} of ${formatCount(of)} answers, ${plural(boxes.size, 'trace')}`
  return scan
    ? `${steps}; searching for links: ${plural(scan.traces, 'trace')} read, part ${scan.done} of ${scan.of}`
    : steps
}

/** What of the wish is not here, a sentence each. */
export function truncationWords({ goal, truncated }: LinkGraph): string[] {
  const cancelled = goal.stopped && !truncated.some(({ why }) => why === 'stopped')
  return [
    ...(cancelled ? ['Cancelled: not all spans at the ends of links were read.'] : []),
    ...truncated.map(wordsOf),
  ]
}

function wordsOf({ why, direction, count }: Truncation): string {
  const boxes = plural(count, 'trace')
  switch (why) {
    case 'boxes':
      return `${boxes} left out: the graph has as many as it may.`
    case 'requests':
      return `The ${direction} of ${boxes} were not asked for: it would take more requests than planned.`
    case 'scan':
      return `The ${direction} of ${boxes} were not searched for: this source would look through all its traces for each.`
    case 'stopped':
      return `Cancelled: the ${direction} of ${boxes} were not read.`
    case 'failed':
      return `The ${direction} of ${boxes} could not be read.`
    case 'unsupported':
      return `The ${direction} of ${boxes} are not known: this source can’t tell who links to a trace.`
  }
}

/** What a next try can change. */
export function wayOn({ goal, truncated }: LinkGraph): 'go on' | 'retry' | null {
  const can = (...whys: Truncation['why'][]) => truncated.some(({ why }) => whys.includes(why))
  if (goal.stopped || can('boxes', 'requests', 'stopped')) return 'go on'
  return can('failed') ? 'retry' : null
}
