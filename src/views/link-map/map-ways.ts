import type { Curve } from '../../canvas/graph/curve.ts'
import { type Place, type Point, ROW_GAP } from '../../canvas/graph/graph-layout.ts'

/** The width of long words on an edge; the rest of the gap between columns is for the way. */
export const LABEL_ROOM = 160
/** How far the edge from a node to itself swings out. */
export const LOOP = 44
/** Of edges that lead back: how many lie beside each other between two columns, and how far apart they are beneath the cards. */
const LANES = 8
const LANE_PITCH = 12

/** Edges leave each column level for as long as words are: no line lies on the words of another. */
export function levelAt(from: Point, bends: readonly Point[]): Point[] {
  const after = ({ x, y }: Point) => ({ x: x + LABEL_ROOM, y })
  // Two bends a column: where the edge enters it, and where it leaves.
  return [after(from), ...bends.flatMap((bend, i) => (i % 2 === 0 ? [bend] : [bend, after(bend)]))]
}

/** An edge that closes a cycle leads back beneath all cards, each in a lane of its own; shorter ones lie higher. */
export function detour(from: Point, to: Point, floor: number, lane: number): Point[] {
  const aside = (lane % LANES) * 4
  const [out, into] = [from.x + LABEL_ROOM + 14 + aside, to.x - 20 - aside]
  const y = floor + ROW_GAP + lane * LANE_PITCH
  return [{ x: out, y: from.y }, { x: out, y }, { x: into, y }, { x: into, y: to.y }, to]
}

/** How far down cards and the edges that pass them reach. */
export function floorOf(
  places: ReadonlyMap<string, Place>,
  bends: ReadonlyMap<string, readonly Point[]>,
): number {
  let floor = 0
  for (const { y, height } of places.values()) floor = Math.max(floor, y + height)
  for (const points of bends.values()) for (const { y } of points) floor = Math.max(floor, y)
  return floor
}

/** From a node to itself, on its right side. */
export function loop(from: Point, to: Point): Curve {
  const out = LOOP * (4 / 3)
  const control1 = { x: from.x + out, y: from.y }
  const control2 = { x: to.x + out, y: to.y }
  return { start: from, pieces: [{ control1, control2, end: to }] }
}
