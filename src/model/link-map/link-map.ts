import type { EpochNanos } from '../../base/time.ts'
import type { SpanRef } from '../ids.ts'
import type { SpanSummary } from '../summary.ts'
import type { WaitFigures } from '../wait.ts'

/** The links between spans of many traces, gathered by what the spans are. */
export interface LinkMap {
  readonly operations: MapGraph
  /** The same links, with all of a service as one node. */
  readonly services: MapGraph
  readonly searched: MapSearched
}

export interface MapGraph {
  readonly nodes: readonly MapNode[]
  /** Those with most links first. */
  readonly edges: readonly MapEdge[]
}

/** Spans of one service and name. */
export interface MapNode {
  readonly service: string
  /** Null: whatever their name. */
  readonly name: string | null
}

export interface MapEdge {
  /** Index of the linked spans' node; null: spans that are absent, whose names no one knows. */
  readonly cause: number | null
  /** Index of the linking spans' node. */
  readonly effect: number
  readonly links: number
  /** Links of which the linking or the linked span has an error status. */
  readonly failed: number
  readonly waits: WaitFigures | null
  /** At most {@link EXAMPLES}, failed ones first, then those that waited longest. */
  readonly examples: readonly MapLink[]
}

export const EXAMPLES = 20

/** A link whose target is looked up. */
export interface MapLink {
  readonly linking: SpanSummary
  readonly to: SpanRef
  /** Null: absent. */
  readonly linked: SpanSummary | null
}

/** What a map is made of, where that may be less than all there is. */
export interface MapSearched {
  /** Linking traces that began from … to. */
  readonly from: EpochNanos
  readonly to: EpochNanos
  readonly traces: number
  readonly links: number
  /** Links whose ids name no span: they are no edges. */
  readonly malformed: number
  /** There are more links in this time; the newest were looked at. */
  readonly more: boolean
  /** What else was not looked at within these bounds, in plain sentences; without it: nothing. */
  readonly leftOut?: readonly string[]
}

export interface MapScope {
  readonly from: EpochNanos
  readonly to: EpochNanos
  /** Links looked at, at most. */
  readonly maxLinks: number
}
