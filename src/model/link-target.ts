import type { EpochNanos } from '../base/time.ts'
import type { SpanSummary } from './summary.ts'
import type { LinkEnd } from './span.ts'

/** What a link points to, as far as it is known. Switches over `at` are exhaustive. */
export type LinkTarget =
  /** Not asked for yet, or the answer is under way. */
  | { readonly at: 'pending' }
  /** In the trace that is open. */
  | { readonly at: 'here'; readonly row: number; readonly span: SpanSummary }
  | { readonly at: 'elsewhere'; readonly span: SpanSummary }
  | { readonly at: 'absent'; readonly why: Absence }
  | { readonly at: 'malformed'; readonly end: LinkEnd & { readonly valid: false } }

/** Why a target can't be shown. */
export type Absence =
  /** `removedBefore`: traces that began before this time were removed by retention; null: none were. */
  | { readonly reason: 'trace not found'; readonly removedBefore: EpochNanos | null }
  | { readonly reason: 'span not in its trace' }
  | { readonly reason: 'access denied'; readonly message: string }
  | { readonly reason: 'source failed'; readonly message: string }

export const PENDING: LinkTarget = { at: 'pending' }

/** The span behind a target, where there is one. */
export function spanOfTarget(target: LinkTarget): SpanSummary | null {
  return target.at === 'here' || target.at === 'elsewhere' ? target.span : null
}
