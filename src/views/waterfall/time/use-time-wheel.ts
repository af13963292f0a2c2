import { type RefObject, useEffect, useRef } from 'react'
import { type TimeWindow, pan, zoom } from '../../../canvas/time-window.ts'
import type { Nanos } from '../../../base/time.ts'

interface Parts {
  /** Where the wheel counts. */
  readonly element: RefObject<HTMLElement | null>
  /** Whose width is the window. */
  readonly axis: RefObject<HTMLElement | null>
  readonly window: TimeWindow
  readonly duration: Nanos
  readonly show: (window: TimeWindow) => void
}

/** Pixels of a line, for wheels that count in lines. */
const LINE = 16
/** A notch of a mouse wheel, some 100 px, zooms as far as this; the small steps of a touch pad follow the fingers. */
const MOST_AT_ONCE = 30

/** Sideways and with Shift the wheel pans the time, with Ctrl or a pinch it zooms; upright it scrolls, which is the browser's. */
export function useTimeWheel(parts: Parts): void {
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  const { element } = parts
  useEffect(() => {
    const node = element.current
    const turn = (event: WheelEvent) => {
      const { axis, window, duration, show } = latest.current
      const box = axis.current?.getBoundingClientRect()
      if (!box || box.width === 0) return
      const size = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1
      const [across, down] = [event.deltaX * size, event.deltaY * size]
      const pixel = (window.to - window.from) / box.width
      if (event.ctrlKey || event.metaKey) {
        const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
        const at = window.from + part * (window.to - window.from)
        const notch = Math.max(-MOST_AT_ONCE, Math.min(MOST_AT_ONCE, down))
        show(zoom(window, at, Math.exp(notch / 100), duration))
      } else if (event.shiftKey) show(pan(window, (across || down) * pixel, duration))
      else if (Math.abs(across) > Math.abs(down)) show(pan(window, across * pixel, duration))
      else return
      event.preventDefault()
    }
    // React's own listeners are passive: they can't keep the browser from zooming the page.
    node?.addEventListener('wheel', turn, { passive: false })
    return () => node?.removeEventListener('wheel', turn)
  }, [element])
}
