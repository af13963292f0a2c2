import { formatDuration } from '../../../base/format.ts'
import { serviceSlot } from '../../../canvas/service-colors.ts'
import type { TimeScale } from '../../../canvas/time-scale.ts'
import type { CriticalPath } from '../../../model/critical-path.ts'
import { ANCESTOR } from '../../../model/filter-rows.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { type TraceTable, serviceAt } from '../../../model/trace-table.ts'

export interface Stretch {
  readonly left: number
  readonly width: number
}

/** One bar of the waterfall, in CSS pixels of the bar area; `top` counts from the first drawn row's top. */
export interface Bar {
  readonly row: number
  readonly left: number
  readonly width: number
  readonly top: number
  /** Slot of the service's colour. */
  readonly color: number
  readonly error: boolean
  /** Here only for what it leads to. */
  readonly faint: boolean
  readonly label: string
  /** Where the duration stands: behind the bar, before it, or inside at its end where neither has room. */
  readonly labelAt: 'after' | 'before' | 'inside'
  /** Stretches of the critical path in sight. */
  readonly path: readonly Stretch[]
  /** Where the span lies when none of it is in sight. */
  readonly outside: 'before' | 'after' | null
}

export interface BarRows {
  readonly table: TraceTable
  readonly visible: Int32Array
  /** Of filtered rows; null: all match. */
  readonly marks: Uint8Array | null
  /** Null: not shown. */
  readonly path: CriticalPath | null
}

export const ROW_HEIGHT = 26
export const BAR_HEIGHT = 12
/** Thinner bars could not be seen. */
export const MIN_BAR = 2
const LABEL_GAP = 6
/** Bars go on so far beyond the area: their round ends are then out of sight. */
const BEYOND = 4
/** A guess of a character's width at the label's 11 px: layout stays pure, and a pixel off does not matter. */
const CHARACTER = 6.6

/** Where stubs stand: they end before the bar and its label, or where that leaves no room they begin on the bar. */
export interface StubPlace {
  readonly stubsOnBar: boolean
  /** From the start of the axis to where they end, or on the bar where they begin; null: no stubs. */
  readonly stubX: number | null
  readonly stubRoom: number
}

export const NO_STUBS: StubPlace = { stubsOnBar: false, stubX: null, stubRoom: 0 }

/** Room for the arrow of a span that is not in sight. */
const ARROW = 12
/** With less room not even the signs are seen. */
const LEAST_ROOM = 48

/** Of a span that is not in sight beside the arrow that says where it is. */
export function stubPlace(
  { left, width, label, labelAt, outside }: Bar,
  axisWidth: number,
): StubPlace {
  if (outside === 'before') return { stubsOnBar: true, stubX: ARROW, stubRoom: axisWidth - ARROW }
  if (outside === 'after') {
    return { stubsOnBar: false, stubX: axisWidth - ARROW, stubRoom: axisWidth - ARROW }
  }
  const start = labelAt === 'before' ? left - labelRoom(label) : left
  if (start >= LEAST_ROOM)
    return { stubsOnBar: false, stubX: Math.round(start) - 4, stubRoom: Math.round(start) - 4 }
  const taken = labelAt === 'inside' ? labelRoom(label) : 0
  return {
    stubsOnBar: true,
    stubX: Math.round(Math.max(0, left)) + 2,
    stubRoom: Math.round(width - taken) - 4,
  }
}

function labelRoom(label: string): number {
  return label.length * CHARACTER + LABEL_GAP * 2
}

/** The bars of the rows `visible[first, last)`. One row, one bar; cost is that of what is on screen. */
export function layoutBars(
  { table, visible, marks, path }: BarRows,
  first: number,
  last: number,
  scale: TimeScale,
  width: number,
): Bar[] {
  const bars: Bar[] = []
  for (let at = first; at < last; at++) {
    const row = visible[at]
    const begin = scale.toX(table.start[row])
    const end = scale.toX(table.start[row] + table.spanDuration[row])
    const left = Math.max(-BEYOND, Math.min(begin, width - MIN_BAR))
    const size = Math.max(MIN_BAR, Math.min(end, width + BEYOND) - left)
    const label = formatDuration(table.spanDuration[row])
    const room = labelRoom(label)
    bars.push({
      row,
      left,
      width: size,
      top: (at - first) * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2,
      color: serviceSlot(serviceAt(table, row)),
      error: table.status[row] === STATUS_ERROR,
      faint: marks?.[row] === ANCESTOR,
      label,
      labelAt: left + size + room <= width ? 'after' : left >= room ? 'before' : 'inside',
      path: path ? stretchesOf(path, row, scale, width) : [],
      outside: end < 0 ? 'before' : begin > width ? 'after' : null,
    })
  }
  return bars
}

/** Those closer to each other than a pixel are one: a row may have thousands. */
function stretchesOf(
  { offset, from, to }: CriticalPath,
  row: number,
  scale: TimeScale,
  width: number,
): Stretch[] {
  const stretches: Stretch[] = []
  let [left, right] = [-Infinity, -Infinity]
  const end = () => {
    if (right > left) stretches.push({ left, width: Math.max(1, right - left) })
  }
  for (let at = offset[row]; at < offset[row + 1]; at++) {
    const begin = Math.max(0, scale.toX(from[at]))
    const stop = Math.min(width, scale.toX(to[at]))
    if (stop < 0 || begin > width) continue
    if (begin > right + 1) {
      end()
      left = begin
    }
    right = Math.max(right, stop)
  }
  end()
  return stretches
}
