import { type Area, type Camera, type Size, fit } from '../../canvas/camera.ts'

/** Pixels around a picture that fits. */
export const MARGIN = 24
/** Below it words are hard to read. */
const READABLE = 0.75

/** What is in sight at first: all of the picture where its words can be read then, else its top left, where causes are. */
export function startCamera(area: Area, size: Size): Camera {
  const whole = fit(area, size, MARGIN)
  if (whole.k >= READABLE) return whole
  const k = startZoom(area, size.width)
  return { k, x: MARGIN - k * area.left, y: MARGIN - k * area.top }
}

/** How high the picture is at first. */
export function startHeight(area: Area, width: number): number {
  return (area.bottom - area.top) * startZoom(area, width) + 2 * MARGIN
}

/** As wide as its room where its words can be read then, never larger than life. */
function startZoom({ left, right }: Area, width: number): number {
  const k = Math.min(1, (width - 2 * MARGIN) / Math.max(1, right - left))
  return k >= READABLE ? k : 1
}
