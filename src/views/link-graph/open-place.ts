import type { TraceId } from '../../model/ids.ts'
import type { LinkEdge, LinkGraph } from '../../model/link-graph/link-graph.ts'
import { type TracePlace, followedPlace, tracePlace } from '../../state/places.ts'
import type { Trail } from '../../state/trail.ts'

/** Where opening a trace of the graph leads: to the span at which the links to it end, with those links as the trail. */
export function openPlace({ root, edges }: LinkGraph, trail: Trail, traceId: TraceId): TracePlace {
  let place: TracePlace = { ...tracePlace(root.traceId), trail }
  for (const { edge, to } of wayTo([...edges.values()], root.traceId, traceId)) {
    const isCause = edge.to.traceId === to
    const [from, landing] = isCause ? [edge.from, edge.to] : [edge.to, edge.from]
    place = followedPlace(place.trail, from, isCause ? 'link' : 'backlink', landing)
  }
  return place.traceId === traceId ? place : tracePlace(traceId)
}

interface Step {
  readonly edge: LinkEdge
  /** The trace at its far end. */
  readonly to: TraceId
}

/** The fewest links from one trace to another; empty: there are none. */
function wayTo(edges: readonly LinkEdge[], from: TraceId, to: TraceId): Step[] {
  const near = new Map<TraceId, Step[]>()
  const add = (at: TraceId, step: Step) => {
    const known = near.get(at)
    if (known) known.push(step)
    else near.set(at, [step])
  }
  for (const edge of edges) {
    if (edge.sameTrace) continue
    add(edge.from.traceId, { edge, to: edge.to.traceId })
    add(edge.to.traceId, { edge, to: edge.from.traceId })
  }
  const reached = new Map<TraceId, Step | null>([[from, null]])
  // A map can be added to while it is walked: it is the queue as well.
  for (const [at] of reached) {
    for (const step of near.get(at) ?? []) if (!reached.has(step.to)) reached.set(step.to, step)
    if (reached.has(to)) break
  }
  const way: Step[] = []
  for (let step = reached.get(to); step;) {
    way.unshift(step)
    const { edge, to: end } = step
    step = reached.get(edge.from.traceId === end ? edge.to.traceId : edge.from.traceId)
  }
  return way
}
