import type { GraphLayout, Place, Point } from '../../../canvas/graph/graph-layout.ts'
import type { LayoutAsk } from './lay-out.ts'

/** A {@link LayoutAsk} without texts: it moves to the worker and is never copied. Nodes are known by their number. */
export interface LayoutWire {
  readonly layout: LayoutAsk['layout']
  /** Of a node: height, column, x and width on the clock, then the place it is to keep: x, y, width. NaN: there is none. */
  readonly nodes: Float64Array<ArrayBuffer>
  /** Of an edge: numbers of cause and effect, and how far down them it ends. */
  readonly edges: Float64Array<ArrayBuffer>
}

export interface PlacesWire {
  /** Of a node: x, y, width, height. */
  readonly places: Float64Array<ArrayBuffer>
  /** Where the bends of each edge begin in `bends`, and where the last end. */
  readonly bendsFrom: Uint32Array<ArrayBuffer>
  /** x and y of one after the other. */
  readonly bends: Float64Array<ArrayBuffer>
  readonly strained: boolean
}

const NODE = 7
const EDGE = 4
const PLACE = 4

export function askToWire({ layout, nodes, edges, kept }: LayoutAsk): LayoutWire {
  const numbers = new Map<string, number>()
  const nodeLanes = new Float64Array(nodes.length * NODE)
  nodes.forEach(({ id, height, column, extent }, i) => {
    numbers.set(id, i)
    const place = kept.get(id)
    const none = [NaN, NaN, NaN]
    const stays = place ? [place.x, place.y, place.width] : none
    nodeLanes.set([height, column ?? NaN, extent.x, extent.width, ...stays], i * NODE)
  })
  const edgeLanes = new Float64Array(edges.length * EDGE)
  edges.forEach(({ cause, effect, causeAt, effectAt }, i) => {
    edgeLanes.set([numbers.get(cause)!, numbers.get(effect)!, causeAt, effectAt], i * EDGE)
  })
  return { layout, nodes: nodeLanes, edges: edgeLanes }
}

/** The same ask again, in which a node's or an edge's number is its id. */
export function askFromWire({ layout, nodes, edges }: LayoutWire): LayoutAsk {
  const kept = new Map<string, Place>()
  return {
    layout,
    kept,
    nodes: Array.from({ length: nodes.length / NODE }, (_, i) => {
      const [height, column, from, across, x, y, width] = nodes.subarray(i * NODE, (i + 1) * NODE)
      const id = String(i)
      if (!Number.isNaN(x)) kept.set(id, { x, y, width, height })
      return {
        id,
        height,
        column: Number.isNaN(column) ? null : column,
        extent: { x: from, width: across },
      }
    }),
    edges: Array.from({ length: edges.length / EDGE }, (_, i) => {
      const [cause, effect, causeAt, effectAt] = edges.subarray(i * EDGE, (i + 1) * EDGE)
      return { id: String(i), cause: String(cause), effect: String(effect), causeAt, effectAt }
    }),
  }
}

/** @param ask with numbers as ids, in order */
export function layoutToWire({ nodes, edges }: LayoutAsk, layout: GraphLayout): PlacesWire {
  const places = new Float64Array(nodes.length * PLACE)
  nodes.forEach(({ id }, i) => {
    const { x, y, width, height } = layout.places.get(id)!
    places.set([x, y, width, height], i * PLACE)
  })
  const bends: number[] = []
  const bendsFrom = new Uint32Array(edges.length + 1)
  edges.forEach(({ id }, i) => {
    for (const { x, y } of layout.bends.get(id) ?? []) bends.push(x, y)
    bendsFrom[i + 1] = bends.length
  })
  return { places, bendsFrom, bends: Float64Array.from(bends), strained: layout.strained }
}

/** @param ask what was asked, with its own ids */
export function layoutFromWire(
  { nodes, edges }: LayoutAsk,
  { places, bendsFrom, bends, strained }: PlacesWire,
): GraphLayout {
  const byEdge = new Map<string, Point[]>()
  edges.forEach(({ id }, i) => {
    if (bendsFrom[i] === bendsFrom[i + 1]) return
    const points: Point[] = []
    for (let at = bendsFrom[i]; at < bendsFrom[i + 1]; at += 2) {
      points.push({ x: bends[at], y: bends[at + 1] })
    }
    byEdge.set(id, points)
  })
  const byNode = nodes.map(({ id }, i) => {
    const at = i * PLACE
    const [x, y, width, height] = [places[at], places[at + 1], places[at + 2], places[at + 3]]
    return [id, { x, y, width, height }] as const
  })
  return { places: new Map(byNode), bends: byEdge, strained }
}
