import type { TraceTable } from './trace-table.ts'

/** Of each row the time in which none of its children ran. Linear: siblings are in the order of their starts. */
export function selfTimes({ length, parent, start, spanDuration }: TraceTable): Float64Array {
  const self = spanDuration.slice()
  // Up to where the children so far have covered each row.
  const covered = start.slice()
  for (let row = 0; row < length; row++) {
    const up = parent[row]
    if (up < 0) continue
    const from = Math.max(start[row], covered[up])
    const to = Math.min(start[row] + spanDuration[row], start[up] + spanDuration[up])
    if (to <= from) continue
    self[up] -= to - from
    covered[up] = to
  }
  return self
}
