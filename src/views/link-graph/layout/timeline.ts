import type { Interval } from '../../../base/intervals.ts'
import { type GapScale, gapScale } from '../../../canvas/gap-scale.ts'
import {
  BOX_WIDTH,
  type GraphLayout,
  type LayoutNode,
  type Place,
  ROW_GAP,
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
/** Between two boxes of a row. */
const BESIDE = 24

/**
 * x is the clock, with long idle gaps compressed: a box begins when its trace began. Each box goes to the first row with room, by
 * time; what is in `kept` stays in its row, as far as the clock leaves it room there. Boxes whose time is not known stand left of all others.
 */
export function timelineLayout(
  nodes: readonly TimedNode[],
  kept: ReadonlyMap<string, Place>,
): TimelineLayout {
  const scale = timelineScale(nodes)
  const pitch = Math.max(0, ...new Set(nodes.map(({ height }) => height))) + ROW_GAP
  const rows: Row[] = []
  const places = new Map<string, Place>()
  const put = (node: TimedNode, at: number, { x, width }: Extent) => {
    for (let row = rows.length; row <= at; row++) rows.push(new Row())
    rows[at].take(x, x + width + BESIDE)
    places.set(node.id, { x, y: at * pitch, width, height: node.height })
  }
  const extents = new Map(nodes.map((node) => [node.id, extentOf(node, scale)]))
  const byTime = nodes.toSorted((a, b) => extents.get(a.id)!.x - extents.get(b.id)!.x)
  const isFree = (at: number, { x, width }: Extent) => !rows[at]?.overlaps(x, x + width + BESIDE)
  const fresh: TimedNode[] = []
  for (const node of byTime) {
    const before = kept.get(node.id)
    const at = before ? Math.max(0, Math.round(before.y / pitch)) : -1
    const extent = extents.get(node.id)!
    if (at >= 0 && isFree(at, extent)) put(node, at, extent)
    else fresh.push(node)
  }
  // Few boxes stand in steps, so that an edge down from a cause passes left of all that began later.
  const inSteps = nodes.length <= STEPS
  for (const node of fresh) {
    const extent = extents.get(node.id)!
    let at = inSteps ? rows.length : 0
    while (!isFree(at, extent)) at++
    put(node, at, extent)
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

/** What is taken of a row, by where it begins; nothing in it overlaps. */
class Row {
  readonly #froms: number[] = []
  readonly #tos: number[] = []

  overlaps(from: number, to: number): boolean {
    const next = this.#after(from)
    return (next > 0 && this.#tos[next - 1] > from) || this.#froms[next] < to
  }

  take(from: number, to: number): void {
    const next = this.#after(from)
    this.#froms.splice(next, 0, from)
    this.#tos.splice(next, 0, to)
  }

  /** How many begin at or before `from`. */
  #after(from: number): number {
    let low = 0
    let high = this.#froms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#froms[middle] <= from) low = middle + 1
      else high = middle
    }
    return low
  }
}
