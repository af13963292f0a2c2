import type { Interval } from '../../base/intervals.ts'
import { type Nanos, nanosBetween } from '../../base/time.ts'
import { nameText } from '../../base/visible-text.ts'
import type { Journey, Leg, ReadLeg } from '../../model/journey/journey.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import { nameAt, serviceAt } from '../../model/trace-table.ts'

/** A span of a leg as it is drawn. Times are the journey's. */
export interface SpanBar {
  /** −1: the trace is not read. */
  readonly row: number
  readonly name: string
  readonly service: string
  readonly failed: boolean
  readonly time: Interval
  /** It holds the work on the item and is not all of it. */
  readonly isFrame: boolean
  /** The item left from here: the wait is drawn beside it. */
  readonly isExit: boolean
  /** Its own stretches of the critical path. */
  readonly path: readonly Interval[]
}

/** More spans of one leg are not drawn; the list beside says how many there are. */
export const MOST_BARS = 6

/** The spans of a leg that tell what was done: where the item came in, its part, where it left, and what took longest on the way. */
export function barsOf(leg: Leg, origin: Journey['origin']): SpanBar[] {
  if (leg.read) return readBars(leg.read, origin)
  const span = spanOfTarget(leg.span)
  if (!span || !leg.time) return []
  const { service, status } = span
  const failed = status === STATUS_ERROR
  const name = nameText(span.name)
  return [
    { row: -1, name, service, failed, time: leg.time, isFrame: false, isExit: true, path: [] },
  ]
}

function readBars({ trace: { table }, work }: ReadLeg, origin: bigint): SpanBar[] {
  const shift = nanosBetween(origin, table.origin)
  const { entry, exit, part, path } = work
  const ownTime = new Map<number, Nanos>()
  for (const { row, from, to } of path) ownTime.set(row, (ownTime.get(row) ?? 0) + (to - from))
  const must = new Set([entry, ...(part?.rows ?? []), ...(exit >= 0 ? [exit] : [])])
  const longest = [...ownTime].filter(([row]) => !must.has(row)).sort(([, a], [, b]) => b - a)
  // Below the bar by which the item left, its wait has room.
  const isLast = (row: number) => row === exit && row !== entry
  const rows = [...must, ...longest.map(([row]) => row)].slice(0, MOST_BARS)
  return rows
    .sort((a, b) => Number(isLast(a)) - Number(isLast(b)) || a - b)
    .map((row) => ({
      row,
      name: nameText(nameAt(table, row)),
      service: serviceAt(table, row),
      failed: table.status[row] === STATUS_ERROR,
      time: shifted(
        { from: table.start[row], to: table.start[row] + table.spanDuration[row] },
        shift,
      ),
      isFrame: row === entry && part !== null,
      isExit: row === exit,
      path: path.filter((step) => step.row === row).map((step) => shifted(step, shift)),
    }))
}

function shifted({ from, to }: Interval, by: Nanos): Interval {
  return { from: from + by, to: to + by }
}
