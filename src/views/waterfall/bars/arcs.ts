import type { TimeScale } from '../../../canvas/time-scale.ts'
import type { SpanId } from '../../../model/ids.ts'
import { positionOf } from '../../../model/rows.ts'
import { type TraceTable, linkTarget } from '../../../model/trace-table.ts'
import { ROW_HEIGHT } from './bar-layout.ts'

/** A link between two rows of one trace. */
export interface InnerLink {
  /** The row that carries the link: later, as a rule. */
  readonly linking: number
  readonly linked: number
}

/** From the end of the linked span to the start of the linking one; pixels of the axis, from the top of all rows. */
export interface Arc {
  readonly fromX: number
  readonly fromY: number
  readonly toX: number
  readonly toY: number
}

/** More curves than these say nothing; the Links tab lists all. */
const MOST = 60

/** The links of a row, either way, that stay in its trace. @param rowOf the row of a span, or −1 */
export function innerLinks(
  table: TraceTable,
  row: number,
  rowOf: (spanId: SpanId) => number,
): InnerLink[] {
  const links = new Map<string, InnerLink>()
  const add = (linking: number, linked: number) =>
    links.set(`${linking} ${linked}`, { linking, linked })
  for (let link = table.linkOffset[row]; link < table.linkOffset[row + 1]; link++) {
    const ref = linkTarget(table, link)
    const linked = ref?.traceId === table.traceId ? rowOf(ref.spanId) : -1
    if (linked >= 0) add(row, linked)
  }
  for (let at = table.backlinkOffset[row]; at < table.backlinkOffset[row + 1]; at++) {
    add(table.backlinkRows[at], row)
  }
  return [...links.values()]
}

/** Curves of links, each end at the row in sight that holds it. */
export function layoutArcs(
  table: TraceTable,
  visible: Int32Array,
  links: readonly InnerLink[],
  scale: TimeScale,
): Arc[] {
  return links.slice(0, MOST).flatMap(({ linking, linked }) => {
    const [from, to] = [placeOf(table, visible, linked), placeOf(table, visible, linking)]
    // A curve within one row, of a span to itself or of both folded into one, would cross out its bar.
    if (from < 0 || to < 0 || from === to) return []
    return {
      fromX: scale.toX(table.start[linked] + table.spanDuration[linked]),
      fromY: (from + 0.5) * ROW_HEIGHT,
      toX: scale.toX(table.start[linking]),
      toY: (to + 0.5) * ROW_HEIGHT,
    }
  })
}

/** Of the row, or of what it is folded into; −1: filtered away. */
function placeOf(table: TraceTable, visible: Int32Array, row: number): number {
  for (let up = row; up >= 0; up = table.parent[up]) {
    const at = positionOf(visible, up)
    if (at >= 0) return at
  }
  return -1
}
