import { type Interval, lengthOf, unionOf } from '../../base/intervals.ts'
import { type EpochNanos, type Nanos, nanosBetween } from '../../base/time.ts'
import { attribute } from '../attributes.ts'
import { type SpanRef, type TraceId, sameRef, spanKey } from '../ids.ts'
import type { EndTarget, LinkEdge } from '../link-graph/link-graph.ts'
import { spanOfTarget } from '../link-target.ts'
import { SPAN_KINDS } from '../span.ts'
import { durationOf } from '../summary.ts'
import { type TraceTable, linkCount, linkTarget, refAt, rowOfSpan } from '../trace-table.ts'
import { type Wait, waitBetween } from '../wait.ts'
import type { Anchor, Chain, Hop } from './chains.ts'
import type { ItemPart } from './item-part.ts'
import { type LegWork, legWork, rootAbove } from './leg.ts'
import type { ReadTrace } from './passage.ts'

/** A chain on one clock: what each trace did for the item, and how long it waited between them. */
export interface Journey {
  /** The time from which {@link Leg.time} and all others count. */
  readonly origin: EpochNanos
  /** In the order of the hops; attempts at one message stand together. */
  readonly legs: readonly Leg[]
  readonly waits: readonly LegWait[]
  readonly totals: Totals
}

export interface Leg {
  readonly key: string
  /** The span that stands for the leg: the linking one, in the first leg the linked one. */
  readonly ref: SpanRef
  readonly span: EndTarget
  /** Null: the trace is not read, or the span is not in it, so that the span alone is known, if that. */
  readonly read: { readonly trace: ReadTrace; readonly work: LegWork } | null
  /** Null where no time is known. */
  readonly time: Interval | null
  readonly busy: readonly Interval[]
  /** Which of the linking span's links it is; null: it has only one. */
  readonly item: Count | null
  /** Null: there was one attempt. */
  readonly attempt: Count | null
}

/** The `number`th of `of`, from 1. */
export interface Count {
  readonly number: number
  readonly of: number
}

export interface LegWait {
  readonly edge: LinkEdge
  /** Indices of legs: cause and effect. */
  readonly from: number
  readonly to: number
  /** Null: the linked span is not known. */
  readonly wait: Wait | null
  /** The queue or topic between the two, where a span or the link names it. */
  readonly through: string | null
}

export interface Totals {
  readonly endToEnd: Nanos
  /** At least one leg was at work. */
  readonly working: Nanos
  /** The rest: no leg was. */
  readonly waiting: Nanos
  /** Of the waiting: inside traces, while they handled other items. */
  readonly waitingInside: Nanos
  readonly traces: number
  readonly hops: number
}

/** What is known of the traces on the way. */
export interface Known {
  readonly traceOf: (traceId: TraceId) => ReadTrace | null
  readonly partOf: (entry: LinkEdge) => ItemPart | null
}

/** The journey along a chain; without one, what the anchor's trace did alone. */
export function journeyAlong(chain: Chain | null, anchor: Anchor, known: Known): Journey {
  const { drafts, joints } = chain
    ? draftsAlong(chain.hops)
    : { drafts: loneDrafts(anchor, known), joints: [] }
  const placed = drafts.map((draft) => placedDraft(draft, known))
  const origin = placed.reduce<EpochNanos | null>(
    (least, { from }) => (from !== null && (least === null || from < least) ? from : least),
    null,
  )
  const legs = placed.map((leg, at) => legOf(leg, origin ?? 0n, at))
  const waits = joints.map(({ edge, from, to }): LegWait => {
    const linked = spanOfTarget(edge.linked)
    return {
      edge,
      from,
      to,
      wait: linked && waitBetween(edge.linking, linked),
      through: destinationOf(edge, placed[from], placed[to]),
    }
  })
  return { origin: origin ?? 0n, legs, waits, totals: totalsOf(legs, chain?.hops.length ?? 0) }
}

/** A leg before anything is known of its time. */
interface Draft {
  readonly ref: SpanRef
  readonly span: EndTarget
  /** Null: the journey begins here. */
  readonly entry: LinkEdge | null
  /** Null: it ends here. */
  readonly exit: SpanRef | null
  readonly attempt: Count | null
}

interface Placed extends Draft {
  readonly read: Leg['read']
  readonly item: Count | null
  /** The time of its first moment; null: not known. */
  readonly from: EpochNanos | null
  /** Offsets from `from`. */
  readonly length: Nanos
  readonly busy: readonly Interval[]
}

interface Joint {
  readonly edge: LinkEdge
  readonly from: number
  readonly to: number
}

function draftsAlong(hops: readonly Hop[]): { drafts: Draft[]; joints: Joint[] } {
  const [first] = hops
  const joints: Joint[] = []
  const drafts: Draft[] = [
    {
      ref: first.edge.to,
      span: first.edge.linked,
      entry: null,
      exit: first.edge.to,
      attempt: null,
    },
  ]
  let cause = 0
  hops.forEach(({ edge, attempts }, at) => {
    const from = cause
    const all = attempts.length > 0 ? attempts : [edge]
    all.forEach((taken, number) => {
      const chosen = taken.key === edge.key
      if (chosen) cause = drafts.length
      joints.push({ edge: taken, from, to: drafts.length })
      drafts.push({
        ref: taken.from,
        span: { at: 'elsewhere', span: taken.linking },
        entry: taken,
        exit: (chosen && hops[at + 1]?.edge.to) || null,
        attempt: all.length > 1 ? { number: number + 1, of: all.length } : null,
      })
    })
  })
  return { drafts, joints }
}

/** Without links there is still the trace, of which the root above the selected span counts, else its first. */
function loneDrafts({ traceId, spanId }: Anchor, { traceOf }: Known): Draft[] {
  const table = traceOf(traceId)?.table
  if (!table) return []
  const ref = spanId === null ? refAt(table, 0) : { traceId, spanId }
  return [{ ref, span: { at: 'pending' }, entry: null, exit: null, attempt: null }]
}

function placedDraft(draft: Draft, known: Known): Placed {
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
function readDraft({ ref, entry, exit }: Draft, trace: ReadTrace, { partOf }: Known): Leg['read'] {
  const { table } = trace
  const row = rowOfSpan(table, ref.spanId)
  if (row < 0 && (entry || exit)) return null
  if (!entry)
    return {
      trace,
      work: legWork(table, rootAbove(table, Math.max(0, row)), exit ? row : -1, null),
    }
  const left = exit ? rowOfSpan(table, exit.spanId) : -1
  return { trace, work: legWork(table, row, left, partOf(entry)) }
}

function legOf(placed: Placed, origin: EpochNanos, at: number): Leg {
  const { ref, span, read, item, attempt, from, length } = placed
  const start = from === null ? 0 : nanosBetween(origin, from)
  return {
    key: `${at} ${spanKey(ref)}`,
    ref,
    span,
    read,
    item,
    attempt,
    time: from === null ? null : { from: start, to: start + length },
    busy: placed.busy.map((busy) => ({ from: start + busy.from, to: start + busy.to })),
  }
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

const DESTINATION = 'messaging.destination.name'
const PRODUCER = SPAN_KINDS.indexOf('producer')

/** The queue or topic: as the link has it, else the span that took the item from there, else the one that put it there. */
function destinationOf(edge: LinkEdge, cause: Placed, effect: Placed): string | null {
  const taker = effect.read && edge.linking.kind !== PRODUCER ? effect.read.work.entry : -1
  const putter = spanOfTarget(edge.linked)?.kind === PRODUCER ? (cause.read?.work.exit ?? -1) : -1
  const attributes = [
    ...edge.links.map((link) => link.attributes),
    taker < 0 ? null : effect.read?.trace.attributesOf(taker),
    putter < 0 ? null : cause.read?.trace.attributesOf(putter),
  ]
  for (const some of attributes) {
    const name = some && attribute(some, DESTINATION)
    if (typeof name === 'string' && name !== '') return name
  }
  return null
}

function totalsOf(legs: readonly Leg[], hops: number): Totals {
  const times = legs.flatMap(({ time }) => time ?? [])
  const working = lengthOf(unionOf(legs.flatMap(({ busy }) => busy)))
  const extent = unionOf(times)
  const last = extent.at(-1)
  const endToEnd = last ? last.to - extent[0].from : 0
  return {
    endToEnd,
    working,
    waiting: endToEnd - working,
    waitingInside: lengthOf(extent) - working,
    traces: new Set(legs.map(({ ref }) => ref.traceId)).size,
    hops,
  }
}
