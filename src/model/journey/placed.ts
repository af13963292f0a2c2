import type { Interval } from '../../base/intervals.ts'
import type { EpochNanos, Nanos } from '../../base/time.ts'
import { sameRef } from '../ids.ts'
import type { LinkEdge } from '../link-graph/link-graph.ts'
import { spanOfTarget } from '../link-target.ts'
import { durationOf } from '../summary.ts'
import { type TraceTable, linkCount, linkTarget, rowOfSpan } from '../trace-table.ts'
import type { Draft } from './drafts.ts'
import type { Count, Known, ReadLeg } from './journey.ts'
import { legWork, rootAbove } from './leg.ts'
import type { ReadTrace } from './passage.ts'
import { unconsumedRows } from './unconsumed.ts'

/** A leg in its trace. */
export interface Placed extends Draft {
  readonly read: ReadLeg | null
  readonly item: Count | null
  /** The time of its first moment; null: not known. */
  readonly from: EpochNanos | null
  /** Offsets from `from`. */
  readonly length: Nanos
  readonly busy: readonly Interval[]
}

export function placedDraft(draft: Draft, known: Known): Placed {
  const trace = known.traceOf(draft.ref.traceId)
  const read = trace && readDraft(draft, trace, known)
  if (read) {
    const { table } = read.trace
    const { time, busy } = read.work
    return {
      ...draft,
      read,
      item: draft.entry && itemOf(table, read.work.entry, draft.entry),
      from: table.origin + BigInt(time.from),
      length: time.to - time.from,
      busy: busy.map(({ from, to }) => ({ from: from - time.from, to: to - time.from })),
    }
  }
  const span = spanOfTarget(draft.span)
  const length = span ? durationOf(span) : 0
  return {
    ...draft,
    read: null,
    item: null,
    from: span?.start ?? null,
    length,
    busy: span ? [{ from: 0, to: length }] : [],
  }
}

/** Null where the span is not in its trace. */
function readDraft(draft: Draft, trace: ReadTrace, known: Known): ReadLeg | null {
  const { ref, entry, exit } = draft
  const { table } = trace
  const row = rowOfSpan(table, ref.spanId)
  if (row < 0 && (entry || exit)) return null
  const left = exit ? rowOfSpan(table, exit.spanId) : -1
  const work = entry
    ? legWork(table, row, left, known.partOf(entry))
    : legWork(table, rootAbove(table, Math.max(0, row)), left, null)
  return { trace, work, unconsumed: unconsumedRows(table, work, known.exitsOf(ref.traceId)) }
}

function itemOf(table: TraceTable, row: number, { to }: LinkEdge): Count | null {
  const of = linkCount(table, row)
  if (of < 2) return null
  for (let at = 0; at < of; at++) {
    const target = linkTarget(table, table.linkOffset[row] + at)
    if (target && sameRef(target, to)) return { number: at + 1, of }
  }
  return null
}
