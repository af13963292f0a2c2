import type { Bands } from './bands.ts'
import { BOX_WIDTH, COLUMN_PITCH, type Place, type Point, ROW_GAP } from './graph-layout.ts'

/** How far from the boxes above and below an edge passes. */
const CLEAR = ROW_GAP / 2

/** What is taken of the columns of a causal layout: {@link backWay} looks there for its way. */
export function takeColumns(columns: Bands, places: Iterable<Place>): void {
  for (const { x, y, height } of [...places].sort((a, b) => a.y - b.y)) {
    columns.take(columnAt(x), y, y + height)
  }
}

/** Through which points an edge goes back, from a column to the same or one left of it, between the boxes of all columns on the way. */
export function backWay(columns: Bands, from: Point, to: Point): Point[] {
  const points: Point[] = []
  let y = from.y
  for (let column = columnAt(from.x - BOX_WIDTH); column >= columnAt(to.x); column--) {
    y = columns.passage(column, y, to.y, CLEAR, CLEAR)
    const x = column * COLUMN_PITCH
    points.push({ x: x + BOX_WIDTH, y }, { x, y })
  }
  return points
}

function columnAt(x: number): number {
  return Math.round(x / COLUMN_PITCH)
}
