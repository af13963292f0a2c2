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
  const groups = new Map<ItemKey, Map<ItemKey, LinkEdge[]>>()
  let done = 0
  for (const edge of edges.values()) {
    const cause = itemOf.get(edge.to.traceId)
    const effect = itemOf.get(edge.from.traceId)
    if (!cause || !effect || cause === effect) continue
    let ofCause = groups.get(cause)
    if (!ofCause) groups.set(cause, (ofCause = new Map()))
    const group = ofCause.get(effect)
    if (group) group.push(edge)
    else ofCause.set(effect, [edge])
    if (++done % SLICE === 0) yield
  }
  const merged: ItemEdge[] = []
  for (const [cause, ofCause] of groups) {
    for (const [effect, group] of ofCause) {
      merged.push(merge(cause, effect, group))
      if (merged.length % SLICE === 0) yield
    }
  }
  return merged
}

function merge(cause: ItemKey, effect: ItemKey, edges: readonly LinkEdge[]): ItemEdge {
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
  const key = `${cause}>${effect}`
  return { key, cause, effect, edges, links, waits: waitFigures(waits), failed, unresolved }
}
