import type { Nanos } from '../../../base/time.ts'
import { type TimeWindow, fitWindow, isWhole, moveEdge, pan } from '../../../canvas/time-window.ts'

/** What a pressed pointer does to the window: moves it, moves one edge, or draws a new one from where it was pressed. */
export type MinimapDrag =
  | { readonly does: 'pan'; readonly at: Nanos; readonly sight: TimeWindow }
  | { readonly does: 'edge'; readonly edge: 'from' | 'to'; readonly sight: TimeWindow }
  | { readonly does: 'choose'; readonly at: Nanos }

/** @param edge the handle that was pressed, if any */
export function beginDrag(
  at: Nanos,
  edge: 'from' | 'to' | null,
  sight: TimeWindow,
  duration: Nanos,
): MinimapDrag {
  if (edge) return { does: 'edge', edge, sight }
  // A window that is all of the trace has nowhere to go.
  const inside = !isWhole(sight, duration) && at >= sight.from && at <= sight.to
  return inside ? { does: 'pan', at, sight } : { does: 'choose', at }
}

export function dragTo(drag: MinimapDrag, time: Nanos, duration: Nanos): TimeWindow {
  switch (drag.does) {
    case 'pan':
      return pan(drag.sight, time - drag.at, duration)
    case 'edge':
      return moveEdge(drag.sight, drag.edge, time, duration)
    case 'choose': {
      const [from, to] = [Math.min(drag.at, time), Math.max(drag.at, time)]
      return fitWindow({ from: Math.max(0, from), to: Math.min(duration, to) }, duration)
    }
  }
}
