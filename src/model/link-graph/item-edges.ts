import type { TraceId } from '../ids.ts'
import { waitFigures } from '../wait.ts'
import type { ItemEdge, ItemKey } from './graph-items.ts'
import type { LinkEdge, LinkGraph } from './link-graph.ts'
import { waitOf } from './wait-of.ts'

/** One yield after so many edges. */
const SLICE = 1024

/** The edges between items; links within a trace, or between members of one stack, are inside of their item. */
export function* itemEdges(
  { edges }: LinkGraph,
  itemOf: ReadonlyMap<TraceId, ItemKey>,
): Generator<void, ItemEdge[]> {
  const groups = new Map<string, LinkEdge[]>()
  let done = 0
  for (const edge of edges.values()) {
    const cause = itemOf.get(edge.to.traceId)
    const effect = itemOf.get(edge.from.traceId)
    if (cause === effect) continue
    const key = `${cause}>${effect}`
    const group = groups.get(key)
    if (group) group.push(edge)
    else groups.set(key, [edge])
    if (++done % SLICE === 0) yield
  }
  const merged: ItemEdge[] = []
  for (const [key, group] of groups) {
    const [cause, effect] = key.split('>') as [ItemKey, ItemKey]
    merged.push(merge(key, cause, effect, group))
    if (merged.length % SLICE === 0) yield
  }
  return merged
}

function merge(key: string, cause: ItemKey, effect: ItemKey, edges: readonly LinkEdge[]): ItemEdge {
  const waits: number[] = []
  let links = 0
  let failed = 0
  let unresolved = 0
  for (const edge of edges) {
    const wait = waitOf(edge)
    if (wait) waits.push(wait.nanos)
    links += edge.links.length
    if (edge.failed) failed++
    if (edge.linked.at === 'absent') unresolved++
  }
  return { key, cause, effect, edges, links, waits: waitFigures(waits), failed, unresolved }
}
