import { select } from 'd3-selection'
import { type D3ZoomEvent, zoom, zoomIdentity } from 'd3-zoom'
import { type Camera, MAX_ZOOM, MIN_ZOOM, zoomedAt } from './camera.ts'

export interface PanZoom {
  /** Where gestures go on from. */
  set(camera: Camera): void
  destroy(): void
}

/** A movement of the pointer up to here is a click. */
const STILL = 4
const LINE = 16

/**
 * Drag, wheel, touch and pinch on an element: a drag or a turn of the wheel moves, the wheel with Ctrl or ⌘ and two fingers zoom
 * around where they are. A turn of the wheel that `takesWheel` does not take is the page's. d3-zoom is known in here alone.
 */
export function createPanZoom(
  node: HTMLElement,
  onCamera: (camera: Camera) => void,
  takesWheel: (camera: Camera, by: { readonly dx: number; readonly dy: number }) => boolean,
): PanZoom {
  let camera: Camera = { x: 0, y: 0, k: 1 }
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([MIN_ZOOM, MAX_ZOOM])
    .clickDistance(STILL)
    .filter((event: MouseEvent) => event.type !== 'wheel' && event.button === 0 && !event.ctrlKey)
    .on('zoom', ({ transform: { x, y, k }, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      // Without an event it was moved by `set`.
      if (!sourceEvent) return
      camera = { x, y, k }
      onCamera(camera)
    })
  const element = select(node)
  element.call(behaviour).on('dblclick.zoom', null)

  const set = (next: Camera) => {
    camera = next
    element.call(behaviour.transform, zoomIdentity.translate(next.x, next.y).scale(next.k))
  }
  const wheel = (event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1
    const sideways = event.shiftKey && event.deltaX === 0
    const dx = (sideways ? event.deltaY : event.deltaX) * unit
    const dy = sideways ? 0 : event.deltaY * unit
    const zooms = event.ctrlKey || event.metaKey
    if (!zooms && !takesWheel(camera, { dx, dy })) return
    event.preventDefault()
    if (zooms) {
      const { left, top } = node.getBoundingClientRect()
      set(zoomedAt(camera, zoomFactor(dy), { x: event.clientX - left, y: event.clientY - top }))
    } else {
      set({ ...camera, x: camera.x - dx, y: camera.y - dy })
    }
    onCamera(camera)
  }
  node.addEventListener('wheel', wheel, { passive: false })
  return {
    set,
    destroy() {
      element.on('.zoom', null)
      node.removeEventListener('wheel', wheel)
    },
  }
}

/** A pinch on a touch pad comes in small steps, a notch of a wheel in one of a hundred. */
function zoomFactor(dy: number): number {
  return 2 ** (Math.max(-30, Math.min(30, -dy)) / 60)
}
