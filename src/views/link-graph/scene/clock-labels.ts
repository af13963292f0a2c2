import type { Camera } from '../../../canvas/camera.ts'
import type { ClockGap, ClockTick } from './clock-ticks.ts'

/** A line of text over a timeline, on the screen. */
export interface ClockLabel {
  readonly kind: 'date' | 'tick' | 'gap' | 'unknown'
  readonly x: number
  /** From the top: 0 or 1. */
  readonly row: 0 | 1
  readonly width: number
  readonly text: string
}

/** Wide enough for a character of these words at 11 px, digits mostly. */
const CHARACTER = 6.6
const PADDING = 8
/** The date stands there, whatever moves. */
const DATE_X = 4

interface Clocked {
  readonly ticks: readonly ClockTick[]
  readonly gaps: readonly ClockGap[]
  readonly date: string
  /** Where boxes stand whose time is not known; null: there are none. */
  readonly unknownX: number | null
}

/**
 * What is written over a timeline, so that no text lies on another: first the date, then what is not on the clock, then ticks and the
 * lengths of gaps as far as there is room. A gap's length is within the gap or nowhere.
 */
export function clockLabels(
  { ticks, gaps, date, unknownX }: Clocked,
  { x, k }: Pick<Camera, 'x' | 'k'>,
): ClockLabel[] {
  const labels: ClockLabel[] = []
  const add = (label: Omit<ClockLabel, 'width'>) => {
    const wide = { ...label, width: widthOf(label.text) }
    const isTaken = labels.some(
      (other) =>
        other.row === wide.row && other.x < wide.x + wide.width && wide.x < other.x + other.width,
    )
    if (!isTaken) labels.push(wide)
  }
  add({ kind: 'date', x: DATE_X, row: 0, text: date })
  if (unknownX !== null)
    add({ kind: 'unknown', x: x + k * unknownX, row: 1, text: 'time not known' })
  for (const tick of ticks) add({ kind: 'tick', x: x + k * tick.x, row: 0, text: tick.text })
  for (const gap of gaps) {
    const room = k * gap.width - widthOf(gap.text)
    if (room >= 0) add({ kind: 'gap', x: x + k * gap.x + room / 2, row: 1, text: gap.text })
  }
  return labels
}

function widthOf(text: string): number {
  return text.length * CHARACTER + PADDING
}
