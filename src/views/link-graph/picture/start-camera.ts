import { type Area, type Camera, fit } from '../../../canvas/camera.ts'
import { COLUMN_PITCH } from '../../../canvas/graph/graph-layout.ts'
import { areaOfPlace } from '../scene/area-of-place.ts'
import type { Scene, SceneBox } from '../scene/scene.ts'
import type { Size } from './size.ts'

/** Room for captions above and for shadows of stacks. */
export const MARGIN = 52
/** A picture that would be smaller shows its middle first: words must be legible. */
const SMALLEST = 0.5

/** All that the scene covers; null: nothing. */
export function areaOf({ boxes }: Scene): Area | null {
  return boxes.length === 0 ? null : union(boxes)
}

/**
 * What is in sight at first: all of the picture if it can be read then; else the root with its neighbours, as large as words need.
 */
export function startCamera(scene: Scene, size: Size): Camera {
  const [root] = scene.boxes
  const all = areaOf(scene)
  if (!root || !all) return { x: size.width / 2, y: size.height / 2, k: 1 }
  const whole = fit(all, size, MARGIN)
  if (whole.k >= SMALLEST) return whole
  const { x, y, width, height } = root.place
  const middle = y + height / 2
  const half = (size.height / 2 - MARGIN) / SMALLEST
  const near = neighboursOf(scene, root)
  const causes = near.filter(({ place }) => place.x < x)
  // Of its neighbours on both sides, or on one, as many as are legible.
  for (const shown of [near, causes.length > 0 ? causes : near]) {
    const area = union([root, ...shown])
    const column = {
      ...area,
      top: Math.max(area.top, middle - half),
      bottom: Math.min(area.bottom, middle + half),
    }
    const camera = fit(column, size, Math.min(MARGIN, size.width * 0.04))
    if (camera.k >= SMALLEST) return camera
  }
  return {
    k: SMALLEST,
    x: size.width - 16 - SMALLEST * (x + width),
    y: size.height / 2 - SMALLEST * middle,
  }
}

/** In the columns beside it. */
function neighboursOf({ boxes, edges }: Scene, { key, place }: SceneBox): SceneBox[] {
  const near = new Set(
    edges.flatMap(({ cause, effect }) =>
      cause === key ? [effect] : effect === key ? [cause] : [],
    ),
  )
  return boxes.filter(
    (box) => near.has(box.key) && Math.abs(box.place.x - place.x) < 1.5 * COLUMN_PITCH,
  )
}

function union(boxes: readonly SceneBox[]): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { place } of boxes) {
    const area = areaOfPlace(place)
    left = Math.min(left, area.left)
    top = Math.min(top, area.top)
    right = Math.max(right, area.right)
    bottom = Math.max(bottom, area.bottom)
  }
  return { left, top, right, bottom }
}
