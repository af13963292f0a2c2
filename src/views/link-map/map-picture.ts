import type { MapNode } from '../../model/link-map/link-map.ts'
import type { Area } from '../../canvas/camera.ts'
import { causalLayout } from '../../canvas/graph/causal.ts'
import { type LayoutEdge, type Place, type Point } from '../../canvas/graph/graph-layout.ts'
import type { Curve } from '../../canvas/graph/curve.ts'
import type { MapRow } from './map-rows.ts'
import { linesOf } from './map-lines.ts'
import { areaOf } from './picture-area.ts'
import { causesFirst } from './reading-order.ts'

/** Cards and edges with their places. Lengths are CSS pixels at zoom 1. */
export interface MapPicture {
  /** All that is drawn; null: nothing is. */
  readonly area: Area | null
  readonly cards: readonly MapCard[]
  readonly lines: readonly MapLine[]
}

export interface MapCard {
  /** Key of its node, the same in every map. */
  readonly id: string
  /** Null: what links point to and is absent. */
  readonly node: MapNode | null
  readonly place: Place
  /** Links from spans of the node. */
  readonly linksOut: number
  /** Links to spans of the node. */
  readonly linkedFrom: number
  /** Edges of the node that are not drawn. */
  readonly edgesLeft: number
}

export interface MapLine {
  readonly row: MapRow
  readonly curve: Curve
  readonly thickness: number
  /** Where its words begin: the left end of their base line. */
  readonly label: Point
  /** There is room for its words beside those of others; else they are shown while it is looked at. */
  readonly worded: boolean
}

/** A picture of more edges can't be read; the table has all. */
export const MOST_LINES = 150

const CARD_HEIGHT = 62
/** An edge leaves its cause under its words. */
const OUT_PITCH = 19
const IN_PITCH = 11

export interface Node {
  readonly id: string
  readonly node: MapNode | null
  readonly out: MapRow[]
  readonly in: MapRow[]
  readonly loops: MapRow[]
}

/** The edges with most links. */
export function mainRows(rows: readonly MapRow[]): readonly MapRow[] {
  return rows.toSorted((a, b) => b.edge.links - a.edge.links).slice(0, MOST_LINES)
}

/**
 * These edges, causes left of effects. Cards in `kept` stay exactly where they are and as large as they are, however many edges they
 * have now.
 * @param rows all edges of the map: cards say what of their node there is, and what of it is not drawn
 */
export function pictureOf(
  shown: readonly MapRow[],
  rows: readonly MapRow[] = shown,
  kept: ReadonlyMap<string, Place> = new Map(),
): MapPicture {
  const nodes = nodesOf(shown)
  const between = shown.filter(({ causeKey, effectKey }) => causeKey !== effectKey)
  const edges = between.map(({ key, causeKey, effectKey }): LayoutEdge => ({
    id: key,
    cause: causeKey,
    effect: effectKey,
    causeAt: 0.5,
    effectAt: 0.5,
  }))
  const boxes = causesFirst([...nodes.keys()], edges).map((id) => {
    return { id, height: kept.get(id)?.height ?? heightOf(nodes.get(id)!), column: null }
  })
  const { places, bends } = causalLayout(boxes, edges, kept)
  const lines = linesOf(nodes, places, bends)
  const counts = countsOf(rows)
  const cards = [...nodes.values()].map(({ id, node, ...ends }): MapCard => {
    const { linksOut, linkedFrom, edges: all } = counts.get(id) ?? NO_LINKS
    const drawn = ends.out.length + ends.in.length + ends.loops.length
    return { id, node, place: places.get(id)!, linksOut, linkedFrom, edgesLeft: all - drawn }
  })
  return { area: areaOf(cards, lines), cards, lines }
}

const NO_LINKS = { linksOut: 0, linkedFrom: 0, edges: 0 }

function countsOf(rows: readonly MapRow[]): ReadonlyMap<string, typeof NO_LINKS> {
  const counts = new Map<string, typeof NO_LINKS>()
  const of = (key: string) => {
    let known = counts.get(key)
    if (!known) counts.set(key, (known = { ...NO_LINKS }))
    return known
  }
  for (const { causeKey, effectKey, edge } of rows) {
    of(causeKey).linkedFrom += edge.links
    of(effectKey).linksOut += edge.links
    of(causeKey).edges++
    if (effectKey !== causeKey) of(effectKey).edges++
  }
  return counts
}

function nodesOf(rows: readonly MapRow[]): Map<string, Node> {
  const nodes = new Map<string, Node>()
  const nodeOf = (id: string, node: MapNode | null): Node => {
    let known = nodes.get(id)
    if (!known) nodes.set(id, (known = { id, node, out: [], in: [], loops: [] }))
    return known
  }
  for (const row of rows) {
    const cause = nodeOf(row.causeKey, row.cause)
    const effect = nodeOf(row.effectKey, row.effect)
    if (cause === effect) cause.loops.push(row)
    else {
      cause.out.push(row)
      effect.in.push(row)
    }
  }
  return nodes
}

/** Room for the words of every edge that begins here. A loop takes two lines: it comes back. */
function heightOf({ out, in: ins, loops }: Node): number {
  const lines = out.length + 2 * loops.length
  return Math.max(CARD_HEIGHT, (lines + 1) * OUT_PITCH, (ins.length + 1) * IN_PITCH)
}
