import type { TraceId } from '../ids.ts'
import type { KnownLinks } from './known-links.ts'
import type { TraceBox } from './link-graph.ts'

export type Place = Pick<TraceBox, 'side' | 'hop'>

/** Links between two yields. */
const SLICE = 2048

/** Where each trace stands to the root, by the shortest ways along the links between them; yields now and then. */
export function* placesOf(
  root: TraceId,
  traces: Iterable<TraceId>,
  links: Iterable<KnownLinks>,
): Generator<void, Map<TraceId, Place>> {
  const causes = new Map<TraceId, TraceId[]>()
  const effects = new Map<TraceId, TraceId[]>()
  let done = 0
  for (const { from, to } of links) {
    if (++done % SLICE === 0) yield
    if (from.traceId === to.traceId) continue
    add(causes, from.traceId, to.traceId)
    add(effects, to.traceId, from.traceId)
  }
  yield
  const toRoot = distances(root, causes)
  yield
  const fromRoot = distances(root, effects)
  yield
  const places = new Map<TraceId, Place>()
  let beside = false
  for (const trace of traces) {
    const cause = toRoot.get(trace) ?? Infinity
    const effect = fromRoot.get(trace) ?? Infinity
    if (trace === root) places.set(trace, { side: 'root', hop: 0 })
    else if (cause <= effect && cause < Infinity) places.set(trace, { side: 'cause', hop: cause })
    else if (effect < Infinity) places.set(trace, { side: 'effect', hop: effect })
    else beside = true
  }
  if (beside) placeBeside(places, [causes, effects])
  return places
}

/** One link farther than the nearest neighbour: by layers, each the neighbours of what is as far as the layer before. */
function placeBeside(places: Map<TraceId, Place>, ways: readonly Neighbours[]): void {
  const layers: TraceId[][] = []
  for (const [trace, { hop }] of places) (layers[hop] ??= []).push(trace)
  for (let hop = 0; hop < layers.length; hop++) {
    for (const trace of layers[hop] ?? []) {
      for (const next of ways.flatMap((way) => way.get(trace) ?? [])) {
        if (places.has(next)) continue
        places.set(next, { side: 'beside', hop: hop + 1 })
        ;(layers[hop + 1] ??= []).push(next)
      }
    }
  }
}

type Neighbours = ReadonlyMap<TraceId, readonly TraceId[]>

function add(neighbours: Map<TraceId, TraceId[]>, of: TraceId, other: TraceId): void {
  const known = neighbours.get(of)
  if (known) known.push(other)
  else neighbours.set(of, [other])
}

function distances(root: TraceId, way: Neighbours): Map<TraceId, number> {
  const found = new Map([[root, 0]])
  // A map can be added to while it is walked: it is the queue as well.
  for (const [trace, distance] of found) {
    for (const next of way.get(trace) ?? []) if (!found.has(next)) found.set(next, distance + 1)
  }
  return found
}
