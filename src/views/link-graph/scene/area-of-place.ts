import type { Area } from '../../../canvas/camera.ts'
import type { Place } from '../../../canvas/graph/graph-layout.ts'

export function areaOfPlace({ x, y, width, height }: Place): Area {
  return { left: x, top: y, right: x + width, bottom: y + height }
}

/** All that boxes cover; null: there are none. */
export function areaOf(boxes: readonly { readonly place: Place }[]): Area | null {
  if (boxes.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { place } of boxes) {
    left = Math.min(left, place.x)
    top = Math.min(top, place.y)
    right = Math.max(right, place.x + place.width)
    bottom = Math.max(bottom, place.y + place.height)
  }
  return { left, top, right, bottom }
}
