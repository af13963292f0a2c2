import type { Nanos } from '../base/time.ts'

/** Nanoseconds of the trace ⇄ pixels of the bar area. */
export interface TimeScale {
  toX(time: Nanos): number
  toTime(x: number): Nanos
}

export function timeScale(from: Nanos, to: Nanos, width: number): TimeScale {
  // A trace of zero length still has a width, or every bar would be NaN pixels wide.
  const span = Math.max(1, to - from)
  return {
    toX: (time) => ((time - from) / span) * width,
    toTime: (x) => from + (x / width) * span,
  }
}
