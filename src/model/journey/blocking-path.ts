import type { Interval } from '../../base/intervals.ts'
import { atOnce } from '../../base/slices.ts'
import type { TraceTable } from '../trace-table.ts'

/** A stretch of the time that a span spent working itself while what follows waited for it. Offsets from the table's origin. */
export interface PathStep extends Interval {
  readonly row: number
}

/**
 * What held up the way from the start of a span to the end of another that is the same or below it, in order of time: of the children
 * of each span the one that ended last, before it the one that ended last before that one began, and so on. The steps follow each
 * other without a gap where children keep within their parents' times.
 */
export function blockingPath(table: TraceTable, top: number, exit: number): PathStep[] {
  const backwards: PathStep[] = []
  atOnce(stepsBack(table, exit, endOf(table, exit), backwards))
  for (let below = exit; below !== top; below = table.parent[below]) {
    atOnce(stepsBack(table, table.parent[below], table.start[below], backwards))
  }
  return backwards.reverse()
}

export function endOf(table: TraceTable, row: number): number {
  return table.start[row] + table.spanDuration[row]
}

interface Frame {
  readonly row: number
  /** The way is known from here on. */
  at: number
  /** By end; the last comes first. */
  readonly children: number[]
}

/** Adds the steps of a span up to a time, the last first; yields now and then. No recursion: a chain of 100,000 spans is legal. */
export function* stepsBack(
  table: TraceTable,
  top: number,
  until: number,
  steps: PathStep[],
): Generator<void, void> {
  let ended = 0
  const stack: Frame[] = [{ row: top, at: until, children: childrenByEnd(table, top) }]
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const child = frame.children.pop()
    const from = child === undefined ? table.start[frame.row] : endOf(table, child)
    // A child that ends later holds up nothing, nor does one from before its parent began.
    if (child !== undefined && (from > frame.at || from <= table.start[frame.row])) continue
    if (from < frame.at) steps.push({ row: frame.row, from, to: frame.at })
    if (child === undefined) {
      stack.pop()
      if (++ended % 256 === 0) yield
      continue
    }
    frame.at = Math.max(table.start[frame.row], table.start[child])
    stack.push({ row: child, at: from, children: childrenByEnd(table, child) })
  }
}

function childrenByEnd(table: TraceTable, row: number): number[] {
  const children: number[] = []
  for (let at = row + 1; at < table.subtreeEnd[row]; at = table.subtreeEnd[at]) children.push(at)
  return children.sort((a, b) => endOf(table, a) - endOf(table, b))
}
