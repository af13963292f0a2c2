import type { Area } from '../camera.ts'
import type { Point } from './graph-layout.ts'

/** Cubic Bézier pieces end to end: each begins where the one before ended. */
export interface Curve {
  readonly start: Point
  readonly pieces: readonly CurvePiece[]
}

export interface CurvePiece {
  readonly control1: Point
  readonly control2: Point
  readonly end: Point
}

/** How far a backward edge swings out. */
const SWING = 70

/**
 * From the right side of a cause to the left side of its effect, level at both ends, through the points between.
 * An effect that is left of its cause is reached around: out to the right, over both, and in from the left.
 */
export function curveThrough(from: Point, between: readonly Point[], to: Point): Curve {
  if (to.x <= from.x) return around(from, to)
  let at = from
  const pieces = [...between, to].map((end): CurvePiece => {
    const reach = Math.abs(end.x - at.x) / 2
    const sign = end.x >= at.x ? 1 : -1
    const piece = {
      control1: { x: at.x + sign * reach, y: at.y },
      control2: { x: end.x - sign * reach, y: end.y },
      end,
    }
    at = end
    return piece
  })
  return { start: from, pieces }
}

/** Along level and upright lines, with round corners. */
export function roundedCurve(points: readonly Point[]): Curve {
  const pieces: CurvePiece[] = []
  let at = points[0]
  const lineTo = (end: Point) => {
    if (end.x !== at.x || end.y !== at.y) pieces.push({ control1: at, control2: end, end })
    at = end
  }
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1], points[i], points[i + 1]]
    const radius = Math.min(RADIUS, lengthOf(before, corner) / 2, lengthOf(corner, after) / 2)
    lineTo(towards(corner, before, radius))
    const end = towards(corner, after, radius)
    pieces.push({ control1: corner, control2: corner, end })
    at = end
  }
  lineTo(points[points.length - 1])
  return { start: points[0], pieces }
}

/** Small enough that no corner comes nearer to a box than its line does. */
const RADIUS = 8

function lengthOf(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

/** From one point so far along an upright or level line to another. */
function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by }
}

/**
 * Backwards: out of the right side of a cause, from right to left through pairs of points, one pair a column, and into the left side of
 * its effect. Between columns it keeps to the room between them.
 */
export function backCurve(from: Point, between: readonly Point[], to: Point): Curve {
  let at = from
  const pieces = [...between, to].map((end, i): CurvePiece => {
    const isTurn = i === 0 || i === between.length
    const reach = isTurn ? SWING : Math.abs(end.x - at.x) / 2
    // The first turn swings out to the right, and so does the last, seen from its end.
    const first = i === 0 ? 1 : -1
    const piece = {
      control1: { x: at.x + first * reach, y: at.y },
      control2: { x: end.x + (i === between.length ? -1 : 1) * reach, y: end.y },
      end,
    }
    at = end
    return piece
  })
  return { start: from, pieces }
}

function around(from: Point, to: Point): Curve {
  const above = Math.min(from.y, to.y) - SWING
  const top = { x: (from.x + to.x) / 2, y: above }
  const [right, left] = [from.x + SWING, to.x - SWING]
  return {
    start: from,
    pieces: [
      { control1: { x: right, y: from.y }, control2: { x: right, y: above }, end: top },
      { control1: { x: left, y: above }, control2: { x: left, y: to.y }, end: to },
    ],
  }
}

/** As the `d` of an SVG path. */
export function pathOf({ start, pieces }: Curve): string {
  const text = ({ x, y }: Point) => `${round(x)} ${round(y)}`
  const curves = pieces.map(
    ({ control1, control2, end }) => `C${text(control1)} ${text(control2)} ${text(end)}`,
  )
  return `M${text(start)}${curves.join('')}`
}

/** Tenths of a pixel: what is finer only makes files longer. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Control points bound a Bézier curve. */
export function areaOfCurve({ start, pieces }: Curve): Area {
  let [left, top, right, bottom] = [start.x, start.y, start.x, start.y]
  for (const { control1, control2, end } of pieces) {
    left = Math.min(left, control1.x, control2.x, end.x)
    right = Math.max(right, control1.x, control2.x, end.x)
    top = Math.min(top, control1.y, control2.y, end.y)
    bottom = Math.max(bottom, control1.y, control2.y, end.y)
  }
  return { left, top, right, bottom }
}

const SAMPLES = 12

/** The least distance from a point to a curve, within a pixel of the truth. */
export function distanceTo({ start, pieces }: Curve, point: Point): number {
  let nearest = Infinity
  let from = start
  for (const piece of pieces) {
    let before = from
    for (let i = 1; i <= SAMPLES; i++) {
      const next = pointOf(from, piece, i / SAMPLES)
      nearest = Math.min(nearest, distanceToLine(before, next, point))
      before = next
    }
    from = piece.end
  }
  return nearest
}

function pointOf(from: Point, { control1, control2, end }: CurvePiece, t: number): Point {
  const u = 1 - t
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return {
    x: a * from.x + b * control1.x + c * control2.x + d * end.x,
    y: a * from.y + b * control1.y + c * control2.y + d * end.y,
  }
}

function distanceToLine(a: Point, b: Point, { x, y }: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length))
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy)
}
