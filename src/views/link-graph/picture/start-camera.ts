import { type Area, type Camera, fit } from '../../../canvas/camera.ts'
import { areaOfPlace } from '../scene/paint.ts'
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
 * What is in sight at first: all of the picture if it can be read then; else the root with its nearest neighbours on one side,
 * as large as words need.
 */
export function startCamera(scene: Scene, size: Size): Camera {
  const [root] = scene.boxes
  const all = areaOf(scene)
  if (!root || !all) return { x: size.width / 2, y: size.height / 2, k: 1 }
  const whole = fit(all, size, MARGIN)
  if (whole.k >= SMALLEST) return whole
  const near = neighboursOf(scene, root)
  const causes = near.filter(({ place }) => place.x < root.place.x)
  const column = { ...union([root, ...(causes.length > 0 ? causes : near)]) }
  const { y, height } = root.place
  const half = (size.height / 2 - MARGIN) / SMALLEST
  const middle = y + height / 2
  const area = {
    ...column,
    top: Math.max(column.top, middle - half),
    bottom: Math.min(column.bottom, middle + half),
  }
  const camera = fit(area, size, Math.min(MARGIN, size.width * 0.04))
  if (camera.k >= SMALLEST) return camera
  // Too narrow even for two columns: the root, and as much of its causes as there is room for.
  const { x, width } = root.place
  return {
    k: SMALLEST,
    x: size.width - 16 - SMALLEST * (x + width),
    y: size.height / 2 - SMALLEST * middle,
  }
}

function neighboursOf({ boxes, edges }: Scene, { key }: SceneBox): SceneBox[] {
  const near = new Set(
    edges.flatMap(({ cause, effect }) =>
      cause === key ? [effect] : effect === key ? [cause] : [],
    ),
  )
  return boxes.filter((box) => near.has(box.key))
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
