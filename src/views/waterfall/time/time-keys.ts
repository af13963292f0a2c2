import type { Nanos } from '../../../base/time.ts'
import { type TimeWindow, pan, zoom } from '../../../canvas/time-window.ts'

/** Of the time in sight. */
const STEP = 0.1
const FACTOR = 1.5

/** The window that a key asks for: Shift and an arrow pan, plus and minus zoom. Null: not ours. */
export function timeAction(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  window: TimeWindow,
  duration: Nanos,
): TimeWindow | null {
  const length = window.to - window.from
  if (shiftKey && key === 'ArrowLeft') return pan(window, -STEP * length, duration)
  if (shiftKey && key === 'ArrowRight') return pan(window, STEP * length, duration)
  const middle = (window.from + window.to) / 2
  // With and without Shift: keyboards differ.
  if (key === '+' || key === '=') return zoom(window, middle, 1 / FACTOR, duration)
  if (key === '-' || key === '_') return zoom(window, middle, FACTOR, duration)
  return null
}
