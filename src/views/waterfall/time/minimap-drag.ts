import type { Nanos } from '../../../base/time.ts'
import { type TimeWindow, fitWindow, isWhole, moveEdge, pan } from '../../../canvas/time-window.ts'

/** What a pressed pointer does to the window: moves it, moves one edge, or draws a new one from where it was pressed. */
export type MinimapDrag =
  | { readonly does: 'pan'; readonly at: Nanos; readonly window: TimeWindow }
  | { readonly does: 'edge'; readonly edge: 'from' | 'to'; readonly window: TimeWindow }
  | { readonly does: 'choose'; readonly at: Nanos }

/** @param edge the handle that was pressed, if any */
export function beginDrag(
  at: Nanos,
  edge: 'from' | 'to' | null,
  window: TimeWindow,
  duration: Nanos,
): MinimapDrag {
  if (edge) return { does: 'edge', edge, window }
  // A window that is all of the trace has nowhere to go.
  const inside = !isWhole(window, duration) && at >= window.from && at <= window.to
  return inside ? { does: 'pan', at, window } : { does: 'choose', at }
}

export function dragTo(drag: MinimapDrag, time: Nanos, duration: Nanos): TimeWindow {
  switch (drag.does) {
    case 'pan':
      return pan(drag.window, time - drag.at, duration)
    case 'edge':
      return moveEdge(drag.window, drag.edge, time, duration)
    case 'choose': {
      const [from, to] = [Math.min(drag.at, time), Math.max(drag.at, time)]
      return fitWindow({ from: Math.max(0, from), to: Math.min(duration, to) }, duration)
    }
  }
}
