import type { Interval } from '../../base/intervals.ts'
import type { EpochNanos, Nanos } from '../../base/time.ts'
import type { SpanRef, TraceId } from '../ids.ts'
import type { EndTarget, LinkEdge } from '../link-graph/link-graph.ts'
import type { Wait } from '../wait.ts'
import type { ItemPart } from './item-part.ts'
import type { LegWork } from './leg.ts'
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
  readonly read: ReadLeg | null
  /** Null where no time is known. */
  readonly time: Interval | null
  readonly busy: readonly Interval[]
  /** Which of the linking span's links it is; null: it has only one. */
  readonly item: Count | null
  /** Null: there was one attempt. */
  readonly attempt: Count | null
}

export interface ReadLeg {
  readonly trace: ReadTrace
  readonly work: LegWork
  /** Rows that put a message somewhere from where nothing took it, as far as links tell. */
  readonly unconsumed: readonly number[]
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
  /** The links to spans of a trace. */
  readonly exitsOf: (traceId: TraceId) => readonly LinkEdge[]
}
