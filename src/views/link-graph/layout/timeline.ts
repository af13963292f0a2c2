import type { Interval } from '../../../base/intervals.ts'
import { Bands } from '../../../canvas/graph/bands.ts'
import { type GapScale, gapScale } from '../../../canvas/gap-scale.ts'
import {
  BOX_WIDTH,
  type GraphLayout,
  type LayoutNode,
  type Place,
} from '../../../canvas/graph/graph-layout.ts'

export interface TimedNode extends Pick<LayoutNode, 'id' | 'height'> {
  /** Offsets from one origin that all nodes share; null: not known. */
  readonly time: Interval | null
}

export interface TimelineLayout extends GraphLayout {
  /** What the ticks and the marks of compressed gaps are drawn by. */
  readonly scale: GapScale
}

const MIN_WIDTH = 1200
const GAP_WIDTH = 120
/** More boxes than this share rows. */
const STEPS = 30
/** Between two boxes of a row: room for an upright line. */
export const BESIDE = 24
/** Between two rows: room for the words on edges, and for edges below. */
export const TIMELINE_GAP = 34

/**
 * x is the clock, with long idle gaps compressed: a box begins when its trace began. Few boxes stand in steps, a row each, so that an
 * edge down from a cause passes left of all that began later; of many each goes to the first row with room. What is in `kept` stays in
 * its row, as far as the clock leaves it room there; newcomers that began before all of it stand above, others below or in free room.
 * Boxes whose time is not known stand left of all others.
 */
export function timelineLayout(
  nodes: readonly TimedNode[],
  kept: ReadonlyMap<string, Place>,
): TimelineLayout {
  const scale = timelineScale(nodes)
  const pitch = Math.max(0, ...new Set(nodes.map(({ height }) => height))) + TIMELINE_GAP
  const rows = new Bands()
  const places = new Map<string, Place>()
  let [first, next] = [0, 0]
  const put = (node: TimedNode, row: number, { x, width }: Extent) => {
    rows.take(row, x, x + width)
    first = Math.min(first, row)
    next = Math.max(next, row + 1)
    places.set(node.id, { x, y: row * pitch, width, height: node.height })
  }
  const isFree = (row: number, { x, width }: Extent) =>
    rows.isFree(row, x - BESIDE, x + width + BESIDE)
  const extents = new Map(nodes.map((node) => [node.id, extentOf(node, scale)]))
  const byTime = nodes.toSorted((a, b) => extents.get(a.id)!.x - extents.get(b.id)!.x)
  const fresh: TimedNode[] = []
  let earliest = Infinity
  for (const node of byTime) {
    const before = kept.get(node.id)
    const extent = extents.get(node.id)!
    const row = before && Math.round(before.y / pitch)
    if (row === undefined || !isFree(row, extent)) fresh.push(node)
    else {
      put(node, row, extent)
      earliest = Math.min(earliest, extent.x)
    }
  }
  const inSteps = nodes.length <= STEPS
  // Without anything kept there is no above.
  const isAbove = ({ id }: TimedNode) => inSteps && places.size > 0 && extents.get(id)!.x < earliest
  const above = fresh.filter(isAbove)
  const top = first - above.length
  above.forEach((node, i) => put(node, top + i, extents.get(node.id)!))
  for (const node of fresh) {
    if (places.has(node.id)) continue
    const extent = extents.get(node.id)!
    let row = inSteps ? next : first
    while (!isFree(row, extent)) row++
    put(node, row, extent)
  }
  return { places, bends: new Map(), scale }
}

/** The clock of a timeline: of the same nodes, the same. */
export function timelineScale(nodes: readonly Pick<TimedNode, 'time'>[]): GapScale {
  const busy = nodes.flatMap(({ time }) => (time ? [time] : []))
  return gapScale(busy, widthFor(busy.length), GAP_WIDTH)
}

/** Where boxes stand whose time is not known. */
export const UNKNOWN_X = -BOX_WIDTH - 2 * BESIDE

type Extent = Pick<Place, 'x' | 'width'>

function widthFor(boxes: number): number {
  return Math.max(MIN_WIDTH, Math.sqrt(boxes) * BOX_WIDTH)
}

function extentOf({ time }: TimedNode, scale: GapScale): Extent {
  if (!time) return { x: UNKNOWN_X, width: BOX_WIDTH }
  const x = scale.toX(time.from)
  return { x, width: Math.max(BOX_WIDTH, scale.toX(time.to) - x) }
}
