import type { PanelEvents, PanelTarget } from '../panel-input.ts'
import type { FrameEnd } from './frame-end.ts'

/** A source's own words may be of any length; a message may not. In UTF-16 units. */
const MAX_MESSAGE = 1000

/** What the panel tells, as messages to the page around the frame. `moved` hears where the person goes. */
export function frameEvents(end: FrameEnd, moved: (to: PanelTarget) => void): PanelEvents {
  return {
    ready: (detail) => end.tell({ type: 'opened', ...detail }),
    select(detail) {
      moved(detail)
      end.tell({ type: 'select', ...detail })
    },
    follow(detail) {
      const { routing } = end
      end.tell({ type: 'follow', ...detail, routing })
      return routing === 'frame'
    },
    error: ({ code, message }) =>
      end.tell({ type: 'error', code, message: message.slice(0, MAX_MESSAGE) }),
    resize: (detail) => end.tell({ type: 'resize', ...detail }),
  }
}
