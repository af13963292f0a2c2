import { Bands } from '../../../canvas/graph/bands.ts'
import type { Place, Point } from '../../../canvas/graph/graph-layout.ts'
import { TIMELINE_GAP } from './timeline.ts'

/** How far right of the beginning of a box an edge leaves it downwards or upwards. */
const LEAVES = 10
/** The least distance from an upright line to a box that it passes. */
const CLEAR = 8
/** Edges to neighbouring rows do not lie on each other. */
const LANES = 4
/** Lanes run below the words on edges. */
const FIRST_LANE = 19
const LANE = 3

/**
 * Where edges run on a timeline: level in the room between rows, upright in the room between the boxes of a row, so that none
 * passes behind a box. An edge leaves a box at its beginning, since an effect may begin before its cause ends.
 */
export class TimelineWays {
  readonly #rows = new Bands()
  readonly #pitch: number

  constructor(places: Iterable<Place>) {
    const all = [...places].sort((a, b) => a.x - b.x)
    this.#pitch = TIMELINE_GAP + Math.max(0, ...new Set(all.map(({ height }) => height)))
    for (const { x, y, width } of all) this.#rows.take(this.#rowAt(y), x, x + width)
  }

  /** Where an edge leaves its cause. `causeY` and `effectY` are the heights of the linked spans. */
  startOf(cause: Place, effect: Place, causeY: number): Point {
    const [from, to] = [this.#rowAt(cause.y), this.#rowAt(effect.y)]
    if (from === to && this.#isNext(cause, effect)) return { x: cause.x + cause.width, y: causeY }
    return { x: cause.x + LEAVES, y: to < from ? cause.y : cause.y + cause.height }
  }

  /** The corners on the way, ends included. */
  wayOf(cause: Place, effect: Place, causeY: number, effectY: number): Point[] {
    const start = this.startOf(cause, effect, causeY)
    const end = { x: effect.x, y: effectY }
    const [from, to] = [this.#rowAt(cause.y), this.#rowAt(effect.y)]
    if (from === to && this.#isNext(cause, effect)) {
      const middle = (start.x + end.x) / 2
      return corners([start, { x: middle, y: start.y }, { x: middle, y: end.y }, end])
    }
    const points = [start]
    const lane = (((to % LANES) + LANES) % LANES) * LANE
    const aside = CLEAR + lane / 2
    const goal = effect.x - aside
    let x = start.x
    const step = to < from ? -1 : 1
    const moveTo = (next: number, row: number) => {
      if (next === x) return
      const y = this.#laneBeside(row, -step) + lane
      points.push({ x, y }, { x: next, y })
      x = next
    }
    const between = Math.max(0, Math.abs(to - from) - 1)
    for (let i = 1; i <= between; i++) {
      const row = from + i * step
      moveTo(this.#rows.passage(row, x, goal, CLEAR, aside), row)
    }
    // Straight into the box where nothing of its row stands before it; else beside it first.
    const isOpen = from !== to && x <= goal && this.#rows.isFree(to, x - CLEAR, effect.x)
    if (!isOpen) moveTo(goal, from === to ? from + step : to)
    points.push({ x, y: end.y }, end)
    return corners(points)
  }

  /** Of two in one row: nothing is between them. */
  #isNext(cause: Place, effect: Place): boolean {
    const from = cause.x + cause.width
    return from < effect.x && this.#rows.isFree(this.#rowAt(cause.y), from, effect.x)
  }

  /** The first lane in the room above (−1) or below a row. */
  #laneBeside(row: number, side: number): number {
    return (side < 0 ? row : row + 1) * this.#pitch - TIMELINE_GAP + FIRST_LANE
  }

  #rowAt(y: number): number {
    return Math.round(y / this.#pitch)
  }
}

/** Without points that are no corner. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]]
    if (!before || !after) return true
    const isStraight = before.x === point.x && point.x === after.x
    return !isStraight && !(before.y === point.y && point.y === after.y)
  })
}
