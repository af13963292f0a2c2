/** What a layout places. Lengths are CSS pixels at zoom 1; x grows from cause to effect. */
export interface LayoutNode {
  readonly id: string
  readonly height: number
  /** 0 is the root's, causes are left of it. Null: neither a cause nor an effect of the root, so next to its neighbours. */
  readonly column: number | null
}

/** From cause to effect. Several links between two nodes are one edge. */
export interface LayoutEdge {
  readonly id: string
  readonly cause: string
  readonly effect: string
  /** How far down its node an end is, from 0 to 1. */
  readonly causeAt: number
  readonly effectAt: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Place extends Point {
  readonly width: number
  readonly height: number
}

export interface GraphLayout {
  readonly places: ReadonlyMap<string, Place>
  /** Where an edge goes between boxes of a column that it passes: two points a column, from cause to effect. */
  readonly bends: ReadonlyMap<string, readonly Point[]>
  /** What keeps its place makes edges run backwards that would not if everything were laid out at once. */
  readonly strained: boolean
}

export const EMPTY_LAYOUT: GraphLayout = { places: new Map(), bends: new Map(), strained: false }

export const BOX_WIDTH = 240
/** Room for the edges and the waits on them. */
export const COLUMN_GAP = 250
export const COLUMN_PITCH = BOX_WIDTH + COLUMN_GAP
export const ROW_GAP = 18

export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What a layout covers; of an empty one, a point. */
export function boundsOf({ places, bends }: Pick<GraphLayout, 'places' | 'bends'>): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const take = ({ x, y }: Point, width: number, height: number) => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  for (const place of places.values()) take(place, place.width, place.height)
  for (const points of bends.values()) for (const point of points) take(point, 0, 0)
  return left === Infinity ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom }
}
