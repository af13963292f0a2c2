import type { MapNode } from '../../model/link-map/link-map.ts'
import { causalLayout } from '../../canvas/graph/causal.ts'
import { type LayoutEdge, type Place, type Point } from '../../canvas/graph/graph-layout.ts'
import { type Curve, curveThrough } from '../../canvas/graph/curve.ts'
import type { MapRow } from './map-rows.ts'
import { LABEL_ROOM, LOOP, detour, floorOf, levelAt, loop } from './map-ways.ts'
import { causesFirst } from './reading-order.ts'
import { roundedThrough } from './rounded.ts'

/** Cards and edges with their places; the origin is the top left of all. Lengths are CSS pixels at zoom 1. */
export interface MapPicture {
  readonly width: number
  readonly height: number
  readonly cards: readonly MapCard[]
  readonly lines: readonly MapLine[]
}

export interface MapCard {
  readonly id: string
  /** Null: what links point to and is absent. */
  readonly node: MapNode | null
  readonly place: Place
  /** Links from spans of the node. */
  readonly linksOut: number
  /** Links to spans of the node. */
  readonly linkedFrom: number
}

export interface MapLine {
  readonly row: MapRow
  readonly curve: Curve
  readonly thickness: number
  /** Where its words begin: the left end of their base line. */
  readonly label: Point
}

/** A picture of more edges can't be read; the table has all. */
export const MOST_LINES = 150

const CARD_HEIGHT = 62
/** An edge leaves its cause under its words. */
const OUT_PITCH = 19
const IN_PITCH = 11
const MARGIN = 24
/** Lower than any place: edges that lead back go down from their ends. */
const BENEATH = 1e9
const ABSENT = 'absent'

interface Node {
  readonly id: string
  readonly node: MapNode | null
  readonly out: MapRow[]
  readonly in: MapRow[]
  readonly loops: MapRow[]
}

/** The edges with most links, causes left of effects. */
export function pictureOf(rows: readonly MapRow[]): MapPicture {
  const shown = rows.toSorted((a, b) => b.edge.links - a.edge.links).slice(0, MOST_LINES)
  const nodes = nodesOf(shown)
  const between = shown.filter((row) => causeId(row) !== effectId(row))
  const edges = between.map((row): LayoutEdge => ({
    id: row.key,
    cause: causeId(row),
    effect: effectId(row),
    causeAt: 0.5,
    effectAt: 0.5,
  }))
  const boxes = causesFirst([...nodes.keys()], edges).map((id) => {
    return { id, height: heightOf(nodes.get(id)!), column: null }
  })
  const { places, bends } = causalLayout(boxes, edges, new Map())
  const lines = linesOf(nodes, places, bends)
  const cards = [...nodes.values()].map(({ id, node }): MapCard => {
    const place = places.get(id)!
    const sum = (end: (row: MapRow) => string) =>
      rows.reduce((links, row) => (end(row) === id ? links + row.edge.links : links), 0)
    return { id, node, place, linksOut: sum(effectId), linkedFrom: sum(causeId) }
  })
  return moved(cards, lines)
}

function causeId({ cause, edge }: MapRow): string {
  return cause === null ? ABSENT : String(edge.cause)
}

function effectId({ edge }: MapRow): string {
  return String(edge.effect)
}

function nodesOf(rows: readonly MapRow[]): Map<string, Node> {
  const nodes = new Map<string, Node>()
  const nodeOf = (id: string, node: MapNode | null): Node => {
    let known = nodes.get(id)
    if (!known) nodes.set(id, (known = { id, node, out: [], in: [], loops: [] }))
    return known
  }
  for (const row of rows) {
    const cause = nodeOf(causeId(row), row.cause)
    const effect = nodeOf(effectId(row), row.effect)
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

/** The ends on one side of a card are in the order of what is at the other ends, so that edges do not cross there. */
function linesOf(
  nodes: ReadonlyMap<string, Node>,
  places: ReadonlyMap<string, Place>,
  bends: ReadonlyMap<string, readonly Point[]>,
): MapLine[] {
  const middle = (id: string) => {
    const { y, height } = places.get(id)!
    return y + height / 2
  }
  const leadsBack = (row: MapRow) => places.get(effectId(row))!.x <= places.get(causeId(row))!.x
  const starts = new Map<MapRow, Point>()
  const ends = new Map<MapRow, Point>()
  const lines: MapLine[] = []
  const add = (row: MapRow, curve: Curve) => {
    const { x, y } = curve.start
    const label = { x: x + 12, y: y - 5 - thicknessOf(row) / 2 }
    lines.push({ row, curve, thickness: thicknessOf(row), label })
  }
  for (const { id, out, in: ins, loops } of nodes.values()) {
    const { x, y, width, height } = places.get(id)!
    const next = (row: MapRow) =>
      leadsBack(row) ? BENEATH : (bends.get(row.key)?.[0].y ?? middle(effectId(row)))
    const before = (row: MapRow) =>
      leadsBack(row) ? BENEATH : (bends.get(row.key)?.at(-1)?.y ?? middle(causeId(row)))
    const slots = out.length + 2 * loops.length
    const outAt = (slot: number) => y + (height * (slot + 0.5)) / slots
    out.sort((a, b) => next(a) - next(b))
    out.forEach((row, i) => starts.set(row, { x: x + width, y: outAt(i) }))
    ins.sort((a, b) => before(a) - before(b))
    ins.forEach((row, i) => ends.set(row, { x, y: y + (height * (i + 0.5)) / ins.length }))
    loops.forEach((row, i) => {
      const from = { x: x + width, y: outAt(out.length + 2 * i) }
      const to = { x: x + width, y: outAt(out.length + 2 * i + 1) }
      const label = { x: from.x + LOOP + 8, y: (from.y + to.y) / 2 + 4 }
      lines.push({ row, curve: loop(from, to), thickness: thicknessOf(row), label })
    })
  }
  const backward: [row: MapRow, from: Point, to: Point][] = []
  for (const [row, from] of starts) {
    const to = ends.get(row)!
    if (leadsBack(row)) backward.push([row, from, to])
    else add(row, curveThrough(from, levelAt(from, bends.get(row.key) ?? []), to))
  }
  backward.sort(([, a, b], [, c, d]) => a.x - b.x - (c.x - d.x))
  const floor = floorOf(places, bends)
  for (const [i, [row, from, to]] of backward.entries()) {
    add(row, roundedThrough(from, detour(from, to, floor, i)))
  }
  return lines
}

/** A line of a thousand links is some times as thick as one of a single link, not a thousand times. */
function thicknessOf({ edge }: MapRow): number {
  return Math.min(8, 0.8 + Math.log2(1 + edge.links) * 0.7)
}

/** With the top left of all that is drawn at the origin. Words at the right end have room in a column's gap. */
function moved(cards: readonly MapCard[], lines: readonly MapLine[]): MapPicture {
  const corners = [
    ...cards.flatMap(({ place }) => [
      place,
      { x: place.x + place.width, y: place.y + place.height },
    ]),
    ...lines.flatMap(({ curve }) =>
      curve.pieces.flatMap(({ control1, control2, end }) => [control1, control2, end]),
    ),
    ...lines.map(({ label }) => ({ x: label.x + LABEL_ROOM, y: label.y })),
  ]
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of corners) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  if (cards.length === 0) return { width: 0, height: 0, cards, lines }
  const shift = ({ x, y }: Point): Point => ({ x: x - left + MARGIN, y: y - top + MARGIN })
  return {
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
    cards: cards.map((card) => ({ ...card, place: { ...card.place, ...shift(card.place) } })),
    lines: lines.map((line) => ({
      ...line,
      label: shift(line.label),
      curve: {
        start: shift(line.curve.start),
        pieces: line.curve.pieces.map(({ control1, control2, end }) => ({
          control1: shift(control1),
          control2: shift(control2),
          end: shift(end),
        })),
      },
    })),
  }
}
