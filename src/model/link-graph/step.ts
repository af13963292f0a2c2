import type { Backlink, Searched } from '../backlink.ts'
import type { SpanRef, TraceId } from '../ids.ts'
import type { Absence } from '../link-target.ts'
import type { SpanSummary, TraceSummary } from '../summary.ts'
import type { EpochNanos } from '../../base/time.ts'
import type { Terms } from './goal.ts'
import type { Failure } from './link-graph.ts'

/** One request to a source. */
export type Step = ReadStep | ResolveStep | LinksToStep

/** Read a trace: its outline and the links that its spans carry. */
export interface ReadStep {
  readonly kind: 'read'
  readonly traceId: TraceId
}

/** What the spans at the ends of edges are; at most {@link Terms.resolveAtOnce}. */
export interface ResolveStep {
  readonly kind: 'resolve'
  readonly refs: readonly SpanRef[]
}

/** A page of the links to a trace. */
export interface LinksToStep {
  readonly kind: 'links to'
  readonly traceId: TraceId
  /** Null: the first page. */
  readonly cursor: string | null
  /** When a span of the trace began, for sources that look in a window of time. */
  readonly near: EpochNanos | null
}

/** What came of a step. A step that was aborted has no answer. */
export type Answer =
  | { readonly step: ReadStep; readonly outline: TraceOutline }
  | { readonly step: ResolveStep; readonly spans: readonly Resolved[] }
  | { readonly step: LinksToStep; readonly page: LinksToPage }
  | { readonly step: Step; readonly failure: Failure }

/** A trace as a box shows it, with all links that its spans carry, malformed ones included, span by span as they were sent. */
export interface TraceOutline {
  readonly summary: TraceSummary
  readonly links: readonly Backlink[]
}

export type Resolved =
  | { readonly ref: SpanRef; readonly span: SpanSummary }
  | { readonly ref: SpanRef; readonly span: null; readonly why: Absence }

export interface LinksToPage {
  readonly backlinks: readonly Backlink[]
  readonly cursor: string | null
  readonly searched: Searched | null
}

/** Spans asked for in as few requests as the source lets. */
export function inRequests(refs: readonly SpanRef[], { resolveAtOnce }: Terms): ResolveStep[] {
  const steps: ResolveStep[] = []
  for (let at = 0; at < refs.length; at += resolveAtOnce) {
    steps.push({ kind: 'resolve', refs: refs.slice(at, at + resolveAtOnce) })
  }
  return steps
}
