import type { EpochNanos } from '../base/time.ts'
import type { Link } from './span.ts'
import type { SpanSummary } from './summary.ts'

/** A link together with the span that carries it: what is known of a link when it is seen from its target. */
export interface Backlink {
  readonly from: SpanSummary
  readonly link: Link
}

/** What a source looked through for an answer, where that may be less than all that it holds. */
export interface Searched {
  readonly from: EpochNanos
  readonly to: EpochNanos
  /** Null: all services. */
  readonly services: readonly string[] | null
  /** Traces that were read one by one; null where the source itself looked. */
  readonly traces: number | null
  /** What was not looked at within these bounds, in plain sentences; empty: nothing. */
  readonly leftOut: readonly string[]
  /** A stretch beyond these bounds that was asked for and not looked at; without it, none. */
  readonly notSearched?: { readonly from: EpochNanos; readonly to: EpochNanos }
}
