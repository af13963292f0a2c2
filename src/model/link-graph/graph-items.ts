import type { Brand } from '../../base/brand.ts'
import type { TraceId } from '../ids.ts'
import type { TraceHead } from '../summary.ts'
import type { WaitFigures } from '../wait.ts'
import type { LinkEdge, TraceBox } from './link-graph.ts'

/** What a picture shows: boxes, stacks of similar boxes, and the edges between them, merged. */
export interface GraphItems {
  /** Root first, then by hop as the graph's boxes; a stack stands where its first member would. */
  readonly items: readonly GraphItem[]
  readonly edges: readonly ItemEdge[]
  /** The item that shows a trace. */
  readonly itemOf: ReadonlyMap<TraceId, ItemKey>
}

/** Stays the same for as long as its item is shown: a layout keeps places by it. */
export type ItemKey = Brand<string, 'ItemKey'>
/** Depends on what the members have in common and not on which they are. Fit for a URL. */
export type StackKey = Brand<string, 'StackKey'>

export type GraphItem = BoxItem | StackItem

export interface BoxItem {
  readonly kind: 'box'
  readonly key: ItemKey
  readonly box: TraceBox
  /** The stack out of which it is shown; null: it is in none. */
  readonly stack: StackKey | null
}

/** Similar traces that connect to the same neighbours nearer to the root. */
export interface StackItem {
  readonly kind: 'stack'
  readonly key: ItemKey
  readonly stack: StackKey
  readonly side: TraceBox['side']
  readonly hop: number
  readonly label: StackLabel
  /** What the traces of the stack itself are called, each name once; null: of some it is not known. */
  readonly roots: readonly StackRoot[] | null
  /** All members, failed ones first, then those that waited longest: the order of pages. */
  readonly members: readonly TraceBox[]
  /** Members in the stack itself, without those shown as boxes beside it. At least two. */
  readonly count: number
  /** Of `count`. */
  readonly failed: number
  /** Of `count`: the waits between them and their neighbours nearer to the root. */
  readonly waits: WaitFigures | null
  /** Those waits in at most 16 equal steps from the shortest to the longest; empty below three. */
  readonly histogram: readonly number[]
}

export type StackRoot = Pick<TraceHead, 'rootService' | 'rootName'>

/** What the members of a stack have in common. Absent ones stack by reason, ones not yet known together. */
export type StackLabel =
  | {
      readonly at: 'span'
      readonly service: string
      /** Null where operations are not told apart. */
      readonly name: string | null
      /** Null where failed and other members are not told apart. */
      readonly failed: boolean | null
    }
  | { readonly at: 'absent'; readonly reason: string }
  | { readonly at: 'pending' }

/** All links between two items. */
export interface ItemEdge {
  /** `cause>effect`, item keys. */
  readonly key: string
  /** Left end: the item with the linked spans. */
  readonly cause: ItemKey
  /** Right end: the item with the linking spans. */
  readonly effect: ItemKey
  /** Between two boxes each is drawn by itself, from span to span. */
  readonly edges: readonly LinkEdge[]
  /** Links, duplicates counted. */
  readonly links: number
  /** Of edges whose both ends are known. */
  readonly waits: WaitFigures | null
  readonly failed: number
  /** Edges whose linked span is absent. */
  readonly unresolved: number
}

export type StackBy = 'operation and status' | 'operation' | 'service' | 'nothing'

export interface ItemOptions {
  readonly by: StackBy
  /** More similar boxes than this stack; as many of them are shown beside the stack while no page of it is opened. */
  readonly most: number
  /** Members of opened stacks that are shown as boxes: `[from, to)` in the order of `members`. */
  readonly opened: ReadonlyMap<StackKey, MemberRange>
  /** Shown as boxes whatever stack they are in: selected, found, part of a journey. */
  readonly pinned: ReadonlySet<TraceId>
}

export interface MemberRange {
  readonly from: number
  readonly to: number
}

export const STACK_PAGE = 20
export const DEFAULT_ITEMS: ItemOptions = {
  by: 'operation and status',
  most: 5,
  opened: new Map(),
  pinned: new Set(),
}
