import { serviceSlot } from '../../../canvas/service-colors.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { type TraceTable, linkCount } from '../../../model/trace-table.ts'

/** A stretch of one service in one lane, in cells of the grid. */
export interface MinimapRun {
  readonly lane: number
  readonly from: number
  readonly to: number
  /** Slot of the service's colour. */
  readonly color: number
}

export interface Minimap {
  readonly lanes: number
  readonly cells: number
  readonly runs: readonly MinimapRun[]
  /** Cells in which a failed span begins. */
  readonly errors: readonly number[]
  /** Cells in which a span that links or is linked from begins. */
  readonly links: readonly number[]
}

/**
 * All rows of a trace in a grid of `cells` × at most `maxLanes`. Where rows share a lane the deeper ones lie on top. Each cell is
 * painted once, so the cost is rows + cells, whatever the length of the spans.
 */
export function layoutMinimap(
  table: TraceTable,
  cells: number,
  maxLanes: number,
  linkedFrom: Uint32Array | null,
): Minimap {
  const lanes = Math.max(1, Math.min(maxLanes, table.length))
  const grid = new Uint8Array(lanes * cells)
  // From each cell on, the next in its lane that is free; one more a lane as a stop.
  const next = Uint32Array.from({ length: lanes * (cells + 1) }, (_, at) => at)
  const errors = new Uint8Array(cells)
  const links = new Uint8Array(cells)
  const slots = slotsOf(table)
  const scale = cells / Math.max(1, table.duration)
  for (let row = table.length - 1; row >= 0; row--) {
    const from = Math.min(cells - 1, Math.floor(table.start[row] * scale))
    const end = Math.ceil((table.start[row] + table.spanDuration[row]) * scale)
    const to = Math.min(cells, Math.max(from + 1, end))
    const lane = Math.floor((row * lanes) / table.length)
    const base = lane * (cells + 1)
    const color = slots[table.service[row]] + 1
    for (let at = freeFrom(next, base + from); at < base + to; at = freeFrom(next, at)) {
      grid[at - lane] = color
      next[at] = at + 1
    }
    if (table.status[row] === STATUS_ERROR) errors[from] = 1
    if (linkCount(table, row) > 0 || (linkedFrom?.[row] ?? 0) > 0) links[from] = 1
  }
  return { lanes, cells, runs: runsOf(grid, lanes, cells), errors: set(errors), links: set(links) }
}

/** Follows the pointers to a free cell and shortens the way for the next time. */
function freeFrom(next: Uint32Array, at: number): number {
  let free = at
  while (next[free] !== free) free = next[free]
  for (let step = at; next[step] !== step;) {
    const on = next[step]
    next[step] = free
    step = on
  }
  return free
}

function runsOf(grid: Uint8Array, lanes: number, cells: number): MinimapRun[] {
  const runs: MinimapRun[] = []
  for (let lane = 0; lane < lanes; lane++) {
    for (let from = 0; from < cells;) {
      const color = grid[lane * cells + from]
      let to = from + 1
      while (to < cells && grid[lane * cells + to] === color) to++
      if (color > 0) runs.push({ lane, from, to, color: color - 1 })
      from = to
    }
  }
  return runs
}

/** By index into the table's strings; only services are looked up. */
function slotsOf(table: TraceTable): Uint8Array {
  const slots = new Uint8Array(table.strings.length)
  for (const service of new Set(table.service)) slots[service] = serviceSlot(table.strings[service])
  return slots
}

function set(marks: Uint8Array): number[] {
  const cells: number[] = []
  for (let at = 0; at < marks.length; at++) if (marks[at] === 1) cells.push(at)
  return cells
}
