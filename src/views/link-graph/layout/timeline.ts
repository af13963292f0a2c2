import { Bands } from '../../../canvas/graph/bands.ts'
import type { GraphLayout, LayoutNode, Place } from '../../../canvas/graph/graph-layout.ts'

/** What of the clock a box takes. */
export type Extent = Pick<Place, 'x' | 'width'>

export interface TimedNode extends Pick<LayoutNode, 'id' | 'height'> {
  readonly extent: Extent
}

/** More boxes than this share rows. */
const STEPS = 30
/** Between two boxes of a row: room for an upright line. */
export const BESIDE = 24
/** Between two rows: room for the words on edges, and for edges below. */
export const TIMELINE_GAP = 34

/**
 * x is the clock: a box begins when its trace began. Few boxes stand in steps, a row each, so that an edge down from a cause passes
 * left of all that began later; of many each goes to the first row with room. What is in `kept` stays in its row, if there is room
 * when it turned out to be longer; newcomers that began before all of it stand above, others below or in free room.
 */
export function timelineLayout(
  nodes: readonly TimedNode[],
  kept: ReadonlyMap<string, Place>,
): GraphLayout {
  const pitch = Math.max(0, ...new Set(nodes.map(({ height }) => height))) + TIMELINE_GAP
  const rows = new Bands()
  const places = new Map<string, Place>()
  let [first, next] = [0, 0]
  const put = ({ id, height, extent: { x, width } }: TimedNode, row: number) => {
    rows.take(row, x, x + width)
    first = Math.min(first, row)
    next = Math.max(next, row + 1)
    places.set(id, { x, y: row * pitch, width, height })
  }
  const isFree = (row: number, { x, width }: Extent) =>
    rows.isFree(row, x - BESIDE, x + width + BESIDE)
  const byTime = nodes.toSorted((a, b) => a.extent.x - b.extent.x)
  const fresh: TimedNode[] = []
  let earliest = Infinity
  for (const node of byTime) {
    const before = kept.get(node.id)
    const row = before && Math.round(before.y / pitch)
    if (row === undefined || !isFree(row, node.extent)) fresh.push(node)
    else {
      put(node, row)
      earliest = Math.min(earliest, node.extent.x)
    }
  }
  const inSteps = nodes.length <= STEPS
  // Without anything kept there is no above.
  const isAbove = ({ extent }: TimedNode) => inSteps && places.size > 0 && extent.x < earliest
  const above = fresh.filter(isAbove)
  const top = first - above.length
  above.forEach((node, i) => put(node, top + i))
  for (const node of fresh) {
    if (places.has(node.id)) continue
    let row = inSteps ? next : first
    while (!isFree(row, node.extent)) row++
    put(node, row)
  }
  return { places, bends: new Map(), strained: false }
}
