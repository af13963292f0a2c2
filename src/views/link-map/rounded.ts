import type { Curve, CurvePiece } from '../../canvas/graph/curve.ts'
import type { Point } from '../../canvas/graph/graph-layout.ts'

const RADIUS = 14

/** Straight lines from stop to stop with rounded corners. */
export function roundedThrough(start: Point, stops: readonly Point[]): Curve {
  const pieces: CurvePiece[] = []
  let at = start
  stops.forEach((corner, i) => {
    const next = stops[i + 1]
    if (!next) {
      pieces.push(straight(at, corner))
      return
    }
    const radius = Math.min(RADIUS, distance(at, corner) / 2, distance(corner, next) / 2)
    const before = towards(corner, at, radius)
    const after = towards(corner, next, radius)
    pieces.push(straight(at, before), { control1: corner, control2: corner, end: after })
    at = after
  })
  return { start, pieces }
}

function straight(from: Point, end: Point): CurvePiece {
  return { control1: from, control2: between(from, end, 0.5), end }
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  return length === 0 ? from : between(from, to, by / length)
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
