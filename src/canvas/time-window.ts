import type { Nanos } from '../base/time.ts'

/** The part of a trace's time that is in sight, as offsets from the trace's origin. */
export interface TimeWindow {
  readonly from: Nanos
  readonly to: Nanos
}

/** Deeper in there is nothing to see: no clock is that good. */
export const MIN_WINDOW: Nanos = 100

export function wholeTime(duration: Nanos): TimeWindow {
  return { from: 0, to: Math.max(1, duration) }
}

export function isWhole({ from, to }: TimeWindow, duration: Nanos): boolean {
  return from <= 0 && to >= duration
}

/** The window nearest to the wanted one that lies in the trace; it keeps its length where that fits. */
export function fitWindow({ from, to }: TimeWindow, duration: Nanos): TimeWindow {
  const total = Math.max(1, duration)
  const length = lengthFor(to - from, total)
  const start = Math.min(total - length, Math.max(0, (from + to - length) / 2))
  return { from: start, to: start + length }
}

export function pan({ from, to }: TimeWindow, by: Nanos, duration: Nanos): TimeWindow {
  return fitWindow({ from: from + by, to: to + by }, duration)
}

/** A window `factor` times as long; the time `at` stays where it is on the screen, as far as the trace's ends let it. */
export function zoom(
  { from, to }: TimeWindow,
  at: Nanos,
  factor: number,
  duration: Nanos,
): TimeWindow {
  const length = to - from
  const scale = lengthFor(length * factor, Math.max(1, duration)) / length
  return fitWindow({ from: at - (at - from) * scale, to: at + (to - at) * scale }, duration)
}

/** One edge moves to a time; the other stays where it is. */
export function moveEdge(
  { from, to }: TimeWindow,
  edge: 'from' | 'to',
  time: Nanos,
  duration: Nanos,
): TimeWindow {
  const least = lengthFor(0, Math.max(1, duration))
  return edge === 'from'
    ? { from: Math.max(0, Math.min(time, to - least)), to }
    : { from, to: Math.min(Math.max(1, duration), Math.max(time, from + least)) }
}

/** A span with a little of what is around it. */
export function windowAround(start: Nanos, length: Nanos, duration: Nanos): TimeWindow {
  // A moment has no length of its own to take a share of.
  const margin = length > 0 ? length * 0.05 : duration * 0.005
  return fitWindow({ from: start - margin, to: start + length + margin }, duration)
}

function lengthFor(wanted: Nanos, total: Nanos): Nanos {
  return Math.min(total, Math.max(MIN_WINDOW, wanted))
}
