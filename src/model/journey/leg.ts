import { type Interval, unionOf } from '../../base/intervals.ts'
import type { TraceTable } from '../trace-table.ts'
import { type PathStep, blockingPath, endOf } from './blocking-path.ts'
import type { ItemPart } from './item-part.ts'

/** What one trace did for an item. Times are offsets from the table's origin. */
export interface LegWork {
  /** The span at which the journey came in; in the first trace the root above the one at which it leaves. */
  readonly entry: number
  /** The span that the next link names; −1: the journey ends here. */
  readonly exit: number
  /** Null: the work of the whole entry span counts. */
  readonly part: ItemPart | null
  /** The time that was worked on the item, without overlaps, in order. */
  readonly busy: readonly Interval[]
  /** From the start of the entry span until the item left, or was done. */
  readonly time: Interval
  /** What held it up, in order of time. */
  readonly path: readonly PathStep[]
}

/** The work between two spans of a trace. */
export function legWork(
  table: TraceTable,
  entry: number,
  exit: number,
  part: ItemPart | null,
): LegWork {
  const tops = part?.rows ?? [entry]
  const busy: Interval[] = []
  const path: PathStep[] = []
  for (const top of tops) {
    const last = isIn(table, exit, top) ? exit : top
    path.push(...blockingPath(table, top, last))
    if (last === exit) busy.push(upTo(table, top, exit))
    else for (let row = top; row < table.subtreeEnd[top]; row++) busy.push(upTo(table, row, row))
  }
  // An exit beside the entry did its own work for the item. One above it only holds the work that counts already.
  if (exit >= 0 && !isIn(table, exit, entry) && !isIn(table, entry, exit)) {
    busy.push(upTo(table, exit, exit))
    path.push(...blockingPath(table, exit, exit))
  }
  const union = unionOf(busy)
  const lastWork = union[union.length - 1].to
  return {
    entry,
    exit,
    part,
    busy: union,
    time: {
      from: Math.min(table.start[entry], union[0].from),
      to: Math.max(lastWork, exit < 0 ? lastWork : endOf(table, exit)),
    },
    path: path.toSorted((a, b) => a.from - b.from),
  }
}

/** From the start of one span to the end of another, which a skewed clock may have put earlier. */
function upTo(table: TraceTable, row: number, last: number): Interval {
  return { from: table.start[row], to: Math.max(table.start[row], endOf(table, last)) }
}

function isIn(table: TraceTable, row: number, top: number): boolean {
  return top <= row && row < table.subtreeEnd[top]
}

export function rootAbove(table: TraceTable, row: number): number {
  let at = row
  while (table.parent[at] >= 0) at = table.parent[at]
  return at
}
