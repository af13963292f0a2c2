/** What of a plane is in sight: a point of it at `(px, py)` is on screen at `x + k·px`, `y + k·py`. */
export interface Camera {
  readonly x: number
  readonly y: number
  /** Screen pixels a pixel of the plane. */
  readonly k: number
}

export const STILL: Camera = { x: 0, y: 0, k: 1 }

export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 2

/** All of an area in the middle of the screen, never larger than life. */
export function fit(area: Area, { width, height }: Size, margin = 32): Camera {
  const across = Math.max(1, area.right - area.left)
  const down = Math.max(1, area.bottom - area.top)
  const room = Math.min((width - 2 * margin) / across, (height - 2 * margin) / down)
  const k = Math.min(1, Math.max(MIN_ZOOM, room))
  return {
    x: width / 2 - (k * (area.left + area.right)) / 2,
    y: height / 2 - (k * (area.top + area.bottom)) / 2,
    k,
  }
}

/** The part of the plane that is in sight. */
export function sightOf({ x, y, k }: Camera, { width, height }: Size): Area {
  return { left: -x / k, top: -y / k, right: (width - x) / k, bottom: (height - y) / k }
}

/** Whether more of an area comes into sight when a camera moves so far along it. */
export function isMoreBeyond(
  area: Area,
  camera: Camera,
  size: Size,
  { dx, dy }: { readonly dx: number; readonly dy: number },
): boolean {
  const sight = sightOf(camera, size)
  if (Math.abs(dx) > Math.abs(dy)) {
    return dx > 0 ? area.right > sight.right : area.left < sight.left
  }
  return dy > 0 ? area.bottom > sight.bottom : area.top < sight.top
}

/** Whether all of an area is in sight. */
export function isInSight(area: Area, camera: Camera, size: Size): boolean {
  const { left, top, right, bottom } = sightOf(camera, size)
  return area.left >= left && area.top >= top && area.right <= right && area.bottom <= bottom
}

/** Zoomed so that the point of the screen stays where it is. */
export function zoomedAt(
  { x, y, k }: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, k * factor))
  return { k: next, x: at.x - ((at.x - x) * next) / k, y: at.y - ((at.y - y) * next) / k }
}

export function toPlane({ x, y, k }: Camera, at: { readonly x: number; readonly y: number }) {
  return { x: (at.x - x) / k, y: (at.y - y) / k }
}

/** The least movement that brings an area into sight, at the same zoom. What is larger than the screen shows its top left. */
export function bringIntoSight(camera: Camera, area: Area, size: Size, margin = 24): Camera {
  const { x, y, k } = camera
  return {
    k,
    x: x + shiftFor(x + k * area.left, x + k * area.right, size.width, margin),
    y: y + shiftFor(y + k * area.top, y + k * area.bottom, size.height, margin),
  }
}

function shiftFor(from: number, to: number, room: number, margin: number): number {
  if (from < margin || to - from > room - 2 * margin) return margin - from
  return to > room - margin ? room - margin - to : 0
}

export function overlap(a: Area, b: Area): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom
}
