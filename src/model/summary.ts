import { type EpochNanos, type Nanos, nanosBetween } from '../base/time.ts'
import type { SpanId, SpanRef, TraceId } from './ids.ts'

/** What is shown of a span in another trace without opening that trace. */
export interface SpanSummary {
  readonly ref: SpanRef
  readonly service: string
  readonly name: string
  readonly kind: number
  readonly status: number
  readonly start: EpochNanos
  readonly end: EpochNanos
  /** What trace it is of, where the source tells that along with it. */
  readonly trace?: TraceHead
}

/** A trace in a few words. */
export type TraceHead = Pick<
  TraceSummary,
  | 'rootSpanId'
  | 'rootService'
  | 'rootName'
  | 'start'
  | 'end'
  | 'spanCount'
  | 'errorCount'
  | 'linksOut'
>

/** One line of the Traces table. */
export interface TraceSummary {
  readonly traceId: TraceId
  /**
   * The earliest span without a parent; null while it has not arrived, service and name are then the earliest span's.
   * Undefined where it is there and the source does not say which it is.
   */
  readonly rootSpanId: SpanId | null | undefined
  readonly rootService: string
  readonly rootName: string
  readonly start: EpochNanos
  readonly end: EpochNanos
  /** The source cuts durations to multiples of this; undefined: it gives them as they are. */
  readonly durationStep?: Nanos
  /** This and the other counts are null where the source does not count them. */
  readonly spanCount: number | null
  readonly errorCount: number | null
  readonly services: readonly string[]
  readonly linksOut: number | null
  readonly linkedFrom: number | null
  /** Part of the sample scenario. */
  readonly sample: boolean
  readonly shape: readonly ShapeBar[]
}

/** One bar of a trace's small picture; `start` and `width` are fractions of the trace's duration. */
export interface ShapeBar {
  readonly service: string
  readonly start: number
  readonly width: number
  readonly depth: number
}

export function durationOf(timed: { readonly start: EpochNanos; readonly end: EpochNanos }): Nanos {
  return Math.max(0, nanosBetween(timed.start, timed.end))
}
