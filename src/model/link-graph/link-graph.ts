import type { Brand } from '../../base/brand.ts'
import type { Backlink, Searched } from '../backlink.ts'
import type { SpanId, SpanRef, TraceId } from '../ids.ts'
import type { LinkTarget } from '../link-target.ts'
import type { Link } from '../span.ts'
import type { SpanSummary, TraceHead, TraceSummary } from '../summary.ts'
import type { Facts } from './facts.ts'
import type { Goal, Terms } from './goal.ts'
import type { Step } from './step.ts'

/**
 * The traces around a trace, immutable. A box is a trace, an edge a link. The *linked* span is the cause and the *linking* span
 * the effect, so that causes lie left and effects right.
 *
 * It is a function of what is known (`facts`) and of what is wished for (`goal`), and of nothing else: answers may come in any
 * order.
 */
export interface LinkGraph {
  readonly root: GraphRoot
  readonly terms: Terms
  readonly goal: Goal
  readonly facts: Facts
  /** Root first, then by distance as they were reached: the order in which a budget admits them. */
  readonly boxes: ReadonlyMap<TraceId, TraceBox>
  /** All known links between boxes, also of a box to itself. */
  readonly edges: ReadonlyMap<EdgeKey, LinkEdge>
  /** What the goal needed so far. */
  readonly spent: Spent
  /** What the goal asks for and is not here, and why; empty when the graph is all of it. */
  readonly truncated: readonly Truncation[]
  /** What has to be asked next to reach the goal; empty: it is reached as far as it can be. */
  readonly wanted: readonly Step[]
}

/** The trace that the graph is about; with a span, only the links of that span are followed out of it. */
export interface GraphRoot {
  readonly traceId: TraceId
  readonly spanId: SpanId | null
}

/** Which way to go from a box: against the arrows to what it links to, or along them to what links to it. */
export type Direction = 'causes' | 'effects'
export const DIRECTIONS = ['causes', 'effects'] as const

export interface TraceBox {
  readonly traceId: TraceId
  /**
   * `cause`: the root is reached from here along the arrows; `effect`: from the root; where both are true the shorter way counts, of
   * two equal ones the cause. `beside`: neither, as another effect of a cause.
   */
  readonly side: 'root' | 'cause' | 'effect' | 'beside'
  /** Links between here and the root by that way; `beside`: one more than the nearest neighbour's. */
  readonly hop: number
  /** The spans of this trace that edges end on, by time, those without a known time last. */
  readonly ends: readonly BoxEnd[]
  readonly outline: Outline
  /** What is known of the trace as a whole: by its outline, or from what came with a span of it. */
  readonly head: TraceHead | null
  readonly causes: Expansion
  readonly effects: Expansion
  /** Links of this trace whose ids name no span. They lead to no box. At most {@link MALFORMED_KEPT}. */
  readonly malformed: readonly Backlink[]
}

export const MALFORMED_KEPT = 100

export interface BoxEnd {
  readonly ref: SpanRef
  readonly target: EndTarget
}

/** A span at the end of an edge: on its way, known, or absent with the reason. */
export type EndTarget = Extract<LinkTarget, { readonly at: 'pending' | 'elsewhere' | 'absent' }>

/** What a box shows of its trace beyond the ends of edges. */
export type Outline =
  | { readonly state: 'not asked' }
  | { readonly state: 'under way' }
  | { readonly state: 'known'; readonly summary: TraceSummary }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Why a source gave no answer: `code` is a SourceErrorCode, `message` a plain sentence. */
export interface Failure {
  readonly code: string
  readonly message: string
}

/** One direction of a box: what is known of its links there. */
export type Expansion =
  | { readonly state: 'not asked' }
  /** `links` here and below: known so far, of several pages. */
  | { readonly state: 'under way'; readonly links: number }
  | KnownExpansion
  | { readonly state: 'failed'; readonly links: number; readonly failure: Failure }
  /** The goal asks for it, and it was not asked. */
  | { readonly state: 'left out'; readonly links: number; readonly why: LeftOutReason }
  /** The trace is not there to be read; its ends say why. */
  | { readonly state: 'absent' }
  /** The source can't tell who links to a trace. */
  | { readonly state: 'unsupported' }

export interface KnownExpansion {
  readonly state: 'known'
  /** Links known in this direction, those within the trace and to or from traces that are no boxes included. */
  readonly links: number
  /** Other traces at their far ends. */
  readonly traces: number
  /** Those of them that are no boxes: known and beyond the goal, or over the budget of boxes. */
  readonly hidden: number
  /** The source has more pages. */
  readonly more: boolean
  /** What was looked through; null: an index, or the trace itself, which know every link. */
  readonly searched: Searched | null
}

/**
 * `requests`, `boxes`: the budget is used up. `scan`: the source would search all its traces for each box, so only the root is
 * asked by itself. `stopped`: the user cancelled.
 */
export type LeftOutReason = 'requests' | 'boxes' | 'scan' | 'stopped'

/** Something that the goal asks for and that is not in the graph. */
export interface Truncation {
  readonly why: LeftOutReason | 'failed' | 'unsupported'
  readonly direction: Direction
  /** For `boxes`: traces that are known and left out. Else: boxes whose links in this direction were not followed. */
  readonly count: number
}

/** How much a goal may cost: boxes in the graph, and requests that its hops need. Single boxes that a user expands are free. */
export interface Budget {
  readonly boxes: number
  readonly requests: number
}

export type Spent = Budget

/** `linking>linked`, span keys. */
export type EdgeKey = Brand<string, 'EdgeKey'>

/** The links from one span to one span. */
export interface LinkEdge {
  readonly key: EdgeKey
  /** The linking span: the effect. */
  readonly from: SpanRef
  /** The linked span: the cause. */
  readonly to: SpanRef
  /** One, or as many as were sent twice. At least one. */
  readonly links: readonly Link[]
  /** Always known: a link comes with the span that carries it. */
  readonly linking: SpanSummary
  readonly linked: EndTarget
  /** Both ends are in one box. */
  readonly sameTrace: boolean
  /** The span at the end that is farther from the root has an error status. */
  readonly failed: boolean
}
