import type { Area } from '../../../canvas/camera.ts'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import type { Scene, SceneBox, SceneEdge } from './scene.ts'

/** More edges than this are thinned out: they would be one surface, and take too long for a frame. */
export const MOST_EDGES = 500
/** A box with more edges than this is one of those where they meet. */
const FEW_OWN = 12

/** Linear in the scene: 10,000 boxes take a tenth of a millisecond. */
export function boxesIn({ boxes }: Scene, { left, top, right, bottom }: Area): SceneBox[] {
  return boxes.filter(({ place: { x, y, width, height } }) => {
    return x <= right && x + width >= left && y <= bottom && y + height >= top
  })
}

/**
 * The edges to draw. Of very many: a part that is spread evenly over all, the same whatever is in sight, with all of the boxes in
 * sight, but for those where many meet, and with those that are meant, a box's or one itself.
 */
export function shownEdges(
  { edges, edgesOf }: Scene,
  inSight: readonly SceneBox[],
  meant: ItemKey | string | null,
  most: number,
): readonly SceneEdge[] {
  if (edges.length <= most) return edges
  const shown = new Set<SceneEdge>()
  addSome(shown, edges, most)
  let left = most
  for (const { key } of inSight) {
    const own = edgesOf.get(key) ?? []
    if (own.length > FEW_OWN || own.length > left) continue
    left -= own.length
    for (const edge of own) shown.add(edge)
  }
  if (meant !== null) {
    const own = edgesOf.get(meant as ItemKey) ?? edges.filter(({ key }) => key === meant)
    addSome(shown, own, most)
  }
  return [...shown]
}

/** At most so many of them, evenly spread. */
function addSome(to: Set<SceneEdge>, edges: readonly SceneEdge[], most: number): void {
  const step = Math.max(1, edges.length / most)
  for (let i = 0; i < edges.length; i += step) to.add(edges[Math.floor(i)])
}
