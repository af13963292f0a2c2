import { curveThrough } from '../../canvas/graph/curve.ts'
import type { Curve } from '../../canvas/graph/curve.ts'
import type { Place, Point } from '../../canvas/graph/graph-layout.ts'
import type { MapLine, Node } from './map-picture.ts'
import type { MapRow } from './map-rows.ts'
import { LOOP, detour, floorOf, levelAt, loop } from './map-ways.ts'
import { roundedThrough } from './rounded.ts'

/** Lower than any place: edges that lead back go down from their ends. */
const BENEATH = 1e9
/** Words that begin nearer to each other than this lie on one another. */
const WORDS_PITCH = 12

/** The ends on one side of a card are in the order of what is at the other ends, so that edges do not cross there. */
export function linesOf(
  nodes: ReadonlyMap<string, Node>,
  places: ReadonlyMap<string, Place>,
  bends: ReadonlyMap<string, readonly Point[]>,
): MapLine[] {
  const middle = (id: string) => {
    const { y, height } = places.get(id)!
    return y + height / 2
  }
  const leadsBack = ({ causeKey, effectKey }: MapRow) =>
    places.get(effectKey)!.x <= places.get(causeKey)!.x
  const starts = new Map<MapRow, Point>()
  const ends = new Map<MapRow, Point>()
  const lines: MapLine[] = []
  const add = (row: MapRow, curve: Curve, label: Point) =>
    lines.push({ row, curve, thickness: thicknessOf(row), label, worded: true })
  const addFrom = (row: MapRow, curve: Curve) => {
    const { x, y } = curve.start
    add(row, curve, { x: x + 12, y: y - 5 - thicknessOf(row) / 2 })
  }
  for (const { id, out, in: ins, loops } of nodes.values()) {
    const { x, y, width, height } = places.get(id)!
    const next = (row: MapRow) =>
      leadsBack(row) ? BENEATH : (bends.get(row.key)?.[0].y ?? middle(row.effectKey))
    const before = (row: MapRow) =>
      leadsBack(row) ? BENEATH : (bends.get(row.key)?.at(-1)?.y ?? middle(row.causeKey))
    const slots = out.length + 2 * loops.length
    const outAt = (slot: number) => y + (height * (slot + 0.5)) / slots
    out.sort((a, b) => next(a) - next(b))
    out.forEach((row, i) => starts.set(row, { x: x + width, y: outAt(i) }))
    ins.sort((a, b) => before(a) - before(b))
    ins.forEach((row, i) => ends.set(row, { x, y: y + (height * (i + 0.5)) / ins.length }))
    loops.forEach((row, i) => {
      const from = { x: x + width, y: outAt(out.length + 2 * i) }
      const to = { x: x + width, y: outAt(out.length + 2 * i + 1) }
      add(row, loop(from, to), { x: from.x + LOOP + 8, y: (from.y + to.y) / 2 + 4 })
    })
  }
  const backward: [row: MapRow, from: Point, to: Point][] = []
  for (const [row, from] of starts) {
    const to = ends.get(row)!
    if (leadsBack(row)) backward.push([row, from, to])
    else addFrom(row, curveThrough(from, levelAt(from, bends.get(row.key) ?? []), to))
  }
  backward.sort(([, a, b], [, c, d]) => a.x - b.x - (c.x - d.x))
  const floor = floorOf(places, bends)
  for (const [i, [row, from, to]] of backward.entries()) {
    addFrom(row, roundedThrough(from, detour(from, to, floor, i)))
  }
  return worded(lines)
}

/** Of edges that leave a card closer together than words need, those with most links have theirs. */
function worded(lines: readonly MapLine[]): MapLine[] {
  const taken = new Map<string, number[]>()
  const lacking = new Set<MapLine>()
  for (const line of lines.toSorted((a, b) => b.row.edge.links - a.row.edge.links)) {
    const beside = taken.get(line.row.causeKey) ?? []
    taken.set(line.row.causeKey, beside)
    if (beside.some((y) => Math.abs(y - line.label.y) < WORDS_PITCH)) lacking.add(line)
    else beside.push(line.label.y)
  }
  return lines.map((line) => (lacking.has(line) ? { ...line, worded: false } : line))
}

/** A line of a thousand links is some times as thick as one of a single link, not a thousand times. */
function thicknessOf({ edge }: MapRow): number {
  return Math.min(8, 0.8 + Math.log2(1 + edge.links) * 0.7)
}
