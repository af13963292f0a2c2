import { formatCount, formatDuration } from '../../../base/format.ts'
import { type SpanRef, spanKey } from '../../../model/ids.ts'
import type { SpanSummary } from '../../../model/summary.ts'
import { type TraceTable, linkTarget } from '../../../model/trace-table.ts'
import type { Wait } from '../../../model/wait.ts'

/** A span of another trace that a row links to, or that links to it. */
export interface Neighbour {
  readonly ref: SpanRef
  /** Null: not there, or not known yet. */
  readonly span: SpanSummary | null
  readonly state: 'pending' | 'known' | 'absent'
  readonly wait: Wait | null
}

/** What a row is linked with on one side. */
export interface Neighbours {
  readonly along: 'link' | 'backlink'
  /** In all; `known` may be the first of them. */
  readonly count: number
  readonly known: readonly Neighbour[]
}

/** The spans of other traces that a row links to, each once, in the order sent. */
export function linkedElsewhere(table: TraceTable, row: number): SpanRef[] {
  const refs = new Map<string, SpanRef>()
  for (let link = table.linkOffset[row]; link < table.linkOffset[row + 1]; link++) {
    const ref = linkTarget(table, link)
    if (ref && ref.traceId !== table.traceId) refs.set(spanKey(ref), ref)
  }
  return [...refs.values()]
}

/** Links to a row from other traces: those that are counted, without those of its own trace. */
export function linksFromElsewhere(
  table: TraceTable,
  row: number,
  linkedFrom: Uint32Array | null,
): number {
  const inside = table.backlinkOffset[row + 1] - table.backlinkOffset[row]
  return Math.max(0, (linkedFrom?.[row] ?? 0) - inside)
}

/** The stub in words: "source 58 m 12 s earlier", "taken up 2 s later", "5 sources, up to 58 m 12 s earlier". */
export function stubWords({ along, count, known }: Neighbours): string {
  const waits = known.flatMap(({ wait }) => (wait?.kind === 'waited' ? [wait.nanos] : []))
  const allWaited = waits.length === known.length && known.length === count
  if (along === 'link') {
    if (count === 1) return `source ${whenOf(known[0], 'earlier')}`.trim()
    const sources = `${formatCount(count)} sources`
    return allWaited ? `${sources}, up to ${formatDuration(Math.max(...waits))} earlier` : sources
  }
  if (count === 1) return `taken up ${whenOf(known[0], 'later')}`.trim()
  const times = `taken up ${formatCount(count)} times`
  return allWaited ? `${times}, first ${formatDuration(Math.min(...waits))} later` : times
}

/** When, seen from the row, the one neighbour is. */
export function whenOf(neighbour: Neighbour | undefined, direction: 'earlier' | 'later'): string {
  if (!neighbour || neighbour.state === 'pending') return ''
  const { wait } = neighbour
  if (!wait) return 'not found'
  switch (wait.kind) {
    case 'waited':
      return `${formatDuration(wait.nanos)} ${direction}`
    case 'overlap':
      return `overlaps by ${formatDuration(-wait.nanos)}`
    case 'future':
      return 'against the clock'
  }
}
