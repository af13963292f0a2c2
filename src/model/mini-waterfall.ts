import { STATUS_ERROR } from './span.ts'
import { type TraceTable, serviceAt } from './trace-table.ts'

/** A trace in a few bars, seen from one of its spans. */
export interface MiniWaterfall {
  /** Rows from the root down to the span's parent; of a long way its two ends. */
  readonly path: readonly number[]
  /** Rows of the way that `path` leaves out, after its first. */
  readonly skipped: number
  /** In the order of the tree. */
  readonly bars: readonly MiniBar[]
  /** Rows without a bar. */
  readonly left: number
}

export interface MiniBar {
  readonly row: number
  readonly service: string
  readonly failed: boolean
  /** Fractions of the trace's duration. */
  readonly start: number
  readonly width: number
  readonly what: 'span' | 'path' | 'other'
}

const MOST_BARS = 10
const MOST_PATH = 5

/** The span, the way to it from its root, and the longest of the others. Linear. */
export function miniWaterfall(table: TraceTable, row: number): MiniWaterfall {
  const way: number[] = []
  for (let up = table.parent[row]; up >= 0; up = table.parent[up]) way.push(up)
  way.reverse()
  const skipped = Math.max(0, way.length - MOST_PATH)
  const path = skipped > 0 ? [way[0], ...way.slice(1 + skipped)] : way

  const shown = new Set([...path, row])
  const others = longest(table, shown, MOST_BARS - shown.size)
  const total = Math.max(1, table.duration)
  const bars = [...shown, ...others]
    .sort((a, b) => a - b)
    .map((at): MiniBar => ({
      row: at,
      service: serviceAt(table, at),
      failed: table.status[at] === STATUS_ERROR,
      start: table.start[at] / total,
      width: table.spanDuration[at] / total,
      what: at === row ? 'span' : shown.has(at) ? 'path' : 'other',
    }))
  return { path, skipped, bars, left: table.length - bars.length }
}

/** Of equally long ones the first. */
function longest(table: TraceTable, without: ReadonlySet<number>, most: number): number[] {
  const best: number[] = []
  for (let row = 0; row < table.length; row++) {
    const last = best.at(-1)
    const isFull = best.length === most
    if (isFull && (last === undefined || table.spanDuration[row] <= table.spanDuration[last]))
      continue
    if (without.has(row)) continue
    if (isFull) best.pop()
    let at = best.length
    while (at > 0 && table.spanDuration[best[at - 1]] < table.spanDuration[row]) at--
    best.splice(at, 0, row)
  }
  return best
}
