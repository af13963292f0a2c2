import type { Point } from '../../../canvas/graph/graph-layout.ts'
import { distanceTo } from '../../../canvas/graph/curve.ts'
import type { SceneBox, SceneEdge } from './scene.ts'

export type Hit =
  | { readonly what: 'box'; readonly box: SceneBox }
  | { readonly what: 'edge'; readonly edge: SceneEdge }

/** What is at a point of the plane: the last painted box there, else the nearest edge within `reach`. Linear in both. */
export function hitAt(
  boxes: readonly SceneBox[],
  edges: readonly SceneEdge[],
  at: Point,
  reach: number,
): Hit | null {
  const box = boxes.findLast(({ place }) => {
    const inside = at.x >= place.x && at.x <= place.x + place.width
    return inside && at.y >= place.y && at.y <= place.y + place.height
  })
  if (box) return { what: 'box', box }
  let nearest: SceneEdge | null = null
  let least = reach
  for (const edge of edges) {
    const { left, top, right, bottom } = edge.area
    if (at.x < left - reach || at.x > right + reach) continue
    if (at.y < top - reach || at.y > bottom + reach) continue
    const distance = distanceTo(edge.curve, at)
    if (distance > least) continue
    least = distance
    nearest = edge
  }
  return nearest && { what: 'edge', edge: nearest }
}
