import { type Area, type Camera, type Size, fit } from '../../../canvas/camera.ts'
import { BOX_WIDTH, COLUMN_PITCH, type Place } from '../../../canvas/graph/graph-layout.ts'
import { areaOf } from '../scene/area-of-place.ts'
import { WORDS_ZOOM } from '../scene/paint-box.ts'
import type { Scene, SceneBox } from '../scene/scene.ts'

/** Room for captions above and for shadows of stacks. */
export const MARGIN = 52
/** A picture that would be smaller shows its middle first: words must be legible. */
const SMALLEST = 0.5

/**
 * What is in sight at first: all of the picture if it can be read then; else the root with its neighbours, as large as words need, or
 * of a timeline what is around the root.
 */
export function startCamera(scene: Scene, size: Size): Camera {
  const [root] = scene.boxes
  const { area: all } = scene
  if (!root || !all) return { x: size.width / 2, y: size.height / 2, k: 1 }
  const whole = fit(all, size, MARGIN)
  if (whole.k >= SMALLEST) return whole
  if (scene.layout === 'timeline') {
    return whole.k >= WORDS_ZOOM ? whole : aroundRoot(all, root.place, size)
  }
  const { x, y, width, height } = root.place
  const middle = y + height / 2
  const half = (size.height / 2 - MARGIN) / SMALLEST
  const near = neighboursOf(scene, root)
  const causes = near.filter(({ place }) => place.x < x)
  // Of its neighbours on both sides, or on one, as many as are legible.
  for (const shown of [near, causes.length > 0 ? causes : near]) {
    const area = areaOf([root, ...shown])!
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

/** The root in the middle, as far as the screen is full then. */
function aroundRoot(all: Area, root: Place, { width, height }: Size): Camera {
  const along = (from: number, to: number, at: number, room: number) => {
    const [most, least] = [MARGIN - SMALLEST * from, room - MARGIN - SMALLEST * to]
    if (least >= most) return (least + most) / 2
    return Math.max(least, Math.min(most, room / 2 - SMALLEST * at))
  }
  return {
    k: SMALLEST,
    // Of a long one its beginning, where its words are.
    x: along(all.left, all.right, root.x + BOX_WIDTH / 2, width),
    y: along(all.top, all.bottom, root.y + root.height / 2, height),
  }
}

/** In the columns beside it. */
function neighboursOf({ boxOf, edgesOf }: Scene, { key, place }: SceneBox): SceneBox[] {
  const near = (edgesOf.get(key) ?? []).map(({ cause, effect }) => (cause === key ? effect : cause))
  return [...new Set(near)]
    .map((other) => boxOf.get(other)!)
    .filter((box) => Math.abs(box.place.x - place.x) < 1.5 * COLUMN_PITCH)
}
