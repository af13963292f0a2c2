import type { Nanos } from '../../../base/time.ts'
import { type TimeWindow, pan, zoom } from '../../../canvas/time-window.ts'

/** Of the time in sight. */
const STEP = 0.1
const FACTOR = 1.5

/** The window that a key asks for: Shift and an arrow pan, plus and minus zoom. Null: not ours. */
export function timeAction(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  sight: TimeWindow,
  duration: Nanos,
): TimeWindow | null {
  const length = sight.to - sight.from
  if (shiftKey && key === 'ArrowLeft') return pan(sight, -STEP * length, duration)
  if (shiftKey && key === 'ArrowRight') return pan(sight, STEP * length, duration)
  const middle = (sight.from + sight.to) / 2
  // With and without Shift: keyboards differ.
  if (key === '+' || key === '=') return zoom(sight, middle, 1 / FACTOR, duration)
  if (key === '-' || key === '_') return zoom(sight, middle, FACTOR, duration)
  return null
}
