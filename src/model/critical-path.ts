import type { Nanos } from '../base/time.ts'
import { type PathStep, endOf, stepsBack } from './journey/blocking-path.ts'
import type { TraceTable } from './trace-table.ts'

/** What held a trace up, by row: stretches of time in which nothing but this span's own work was waited for. */
export interface CriticalPath {
  /** The stretches of row i: `[offset[i], offset[i + 1])` of the others, in order of time. */
  readonly offset: Uint32Array
  readonly from: Float64Array
  readonly to: Float64Array
}

/**
 * Of the roots the one that ended last, with all that it waited for; before it the root that ended last before that one began, and so
 * on. Without gaps between the roots it leads from the trace's start to its end. Yields now and then.
 */
export function* criticalPath(table: TraceTable): Generator<void, CriticalPath> {
  const backwards: PathStep[] = []
  let at = Infinity
  for (const root of rootsByEnd(table)) {
    // It ran beside what came later: nobody waited for it.
    if (endOf(table, root) > at) continue
    at = table.start[root]
    yield* stepsBack(table, root, endOf(table, root), backwards)
  }
  return byRow(table.length, backwards)
}

function byRow(length: number, backwards: readonly PathStep[]): CriticalPath {
  const offset = new Uint32Array(length + 1)
  for (const { row } of backwards) offset[row + 1]++
  for (let row = 0; row < length; row++) offset[row + 1] += offset[row]
  const next = offset.slice()
  const [from, to] = [new Float64Array(backwards.length), new Float64Array(backwards.length)]
  for (let at = backwards.length - 1; at >= 0; at--) {
    const step = backwards[at]
    const place = next[step.row]++
    from[place] = step.from
    to[place] = step.to
  }
  return { offset, from, to }
}

/** How long a row was on the path; 0: it is not. */
export function timeOnPath({ offset, from, to }: CriticalPath, row: number): Nanos {
  let total = 0
  for (let at = offset[row]; at < offset[row + 1]; at++) total += to[at] - from[at]
  return total
}

/** The last first. */
function rootsByEnd(table: TraceTable): number[] {
  const roots: number[] = []
  for (let row = 0; row < table.length; row = table.subtreeEnd[row]) roots.push(row)
  return roots.sort((a, b) => endOf(table, b) - endOf(table, a) || b - a)
}
