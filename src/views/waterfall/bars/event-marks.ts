import type { Nanos } from '../../../base/time.ts'
import type { TimeScale } from '../../../canvas/time-scale.ts'

interface EventAt {
  /** From the trace's start. */
  readonly at: Nanos
  readonly name: string
}

interface Mark {
  readonly x: number
  readonly first: EventAt
  /** Events that would lie on it. */
  readonly more: number
}

/** A mark's width in pixels: of events closer than that one stands for all. */
const APART = 6

/** Marks for events in sight, at most one in each stretch of the axis, by time. */
export function marksOf(events: readonly EventAt[], scale: TimeScale, width: number): Mark[] {
  const marks = new Map<number, { x: number; first: EventAt; more: number }>()
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const x = scale.toX(event.at)
    if (x < 0 || x > width) continue
    const stretch = Math.floor(x / APART)
    const there = marks.get(stretch)
    if (there) there.more++
    else marks.set(stretch, { x, first: event, more: 0 })
  }
  return [...marks.values()]
}
