import { type StoreApi, createStore } from 'zustand/vanilla'
import { type SpanId, type SpanRef, type TraceId, spanKey } from '../model/ids.ts'
import type { Href } from './navigation.ts'
import type { Hop } from './trail.ts'

/** How one trace was left: restored by Back and by reload. */
export interface TraceView {
  /** Rows whose subtree is folded, in a table of `length` rows: late spans shift them. */
  readonly collapsed: readonly number[]
  readonly length: number
  readonly scrollTop: number
  /** The span that was last brought into view: coming back to it must not scroll again. */
  readonly shown: SpanId | null
  /** The part of the time axis in sight, offsets from the trace's origin; `to` 0: all of it. */
  readonly from: number
  readonly to: number
  /** Of the table of its spans: the groups that are unfolded, and where it was scrolled to. */
  readonly openGroups: readonly string[]
  readonly tableTop: number
}

export const FRESH_VIEW: TraceView = {
  collapsed: [],
  length: 0,
  scrollTop: 0,
  shown: null,
  from: 0,
  to: 0,
  openGroups: [],
  tableTop: 0,
}

/** How the Traces table was left. */
export interface SearchView {
  readonly scrollTop: number
  /** The row that had the focus. */
  readonly row: TraceId | null
}

export const FRESH_SEARCH: SearchView = { scrollTop: 0, row: null }

export interface LinkSort {
  readonly column: string
  readonly descending: boolean
}

/** How the links of a span, one way, were left. */
export interface LinkView {
  readonly filter: string
  readonly sort: LinkSort
  /** What the lines are grouped by; empty: nothing. */
  readonly group: string
  /** Keys of the groups that are folded. */
  readonly closed: readonly string[]
  /** Keys of the unfolded lines. */
  readonly open: readonly string[]
  /** Key of the line that was last active, to which focus returns. */
  readonly active: string | null
  readonly scrollTop: number
}

export const FRESH_LINKS: LinkView = {
  filter: '',
  sort: { column: 'sent', descending: false },
  group: '',
  closed: [],
  open: [],
  active: null,
  scrollTop: 0,
}

/** How the picture of a link graph was left, by trace and layout. */
export interface GraphView {
  /** What was in sight; `k` 0: nothing yet. */
  readonly x: number
  readonly y: number
  readonly k: number
  /** The box that had the focus. */
  readonly active: string | null
  /** Of the table. */
  readonly scrollTop: number
}

export const FRESH_GRAPH: GraphView = { x: 0, y: 0, k: 0, active: null, scrollTop: 0 }

/** Names the links of a span one way. */
export function linkViewKey(span: SpanRef, along: Hop['along']): string {
  return `${spanKey(span)}/${along}`
}

export interface ViewState {
  readonly links: Readonly<Record<string, LinkView>>
  readonly traces: Readonly<Record<TraceId, TraceView>>
  readonly searches: Readonly<Record<Href, SearchView>>
  readonly graphs: Readonly<Record<string, GraphView>>
}

export interface ViewStore extends StoreApi<ViewState> {
  /** Writes the state where a reload of this tab finds it. */
  keep(): void
}

const KEY = 'trace-link-explorer.views'
/** Views of each kind remembered; the oldest go first. */
const MAX_VIEWS = 50

export function createViewStore(storage: Storage | null): ViewStore {
  const store = createStore<ViewState>(() => read(storage))
  return {
    ...store,
    keep() {
      try {
        storage?.setItem(KEY, JSON.stringify(store.getState()))
      } catch {
        // As with preferences: losing a scroll position is no reason to fail.
      }
    },
  }
}

export function updateTraceView(
  store: StoreApi<ViewState>,
  traceId: TraceId,
  change: Partial<TraceView>,
): void {
  store.setState(({ traces }) => ({ traces: updated(traces, traceId, FRESH_VIEW, change) }))
}

export function updateSearchView(
  store: StoreApi<ViewState>,
  href: Href,
  change: Partial<SearchView>,
): void {
  store.setState(({ searches }) => ({ searches: updated(searches, href, FRESH_SEARCH, change) }))
}

export function updateLinkView(
  store: StoreApi<ViewState>,
  key: string,
  change: Partial<LinkView>,
): void {
  store.setState(({ links }) => ({ links: updated(links, key, FRESH_LINKS, change) }))
}

export function updateGraphView(
  store: StoreApi<ViewState>,
  key: string,
  change: Partial<GraphView>,
): void {
  store.setState(({ graphs }) => ({ graphs: updated(graphs, key, FRESH_GRAPH, change) }))
}

function updated<View>(
  views: Readonly<Record<string, View>>,
  key: string,
  fresh: View,
  change: Partial<View>,
): Record<string, View> {
  const { [key]: view = fresh, ...others } = views
  const kept = Object.entries(others).slice(1 - MAX_VIEWS)
  return { ...Object.fromEntries(kept), [key]: { ...view, ...change } }
}

function read(storage: Storage | null): ViewState {
  let stored: unknown = null
  try {
    stored = JSON.parse(storage?.getItem(KEY) ?? 'null')
  } catch {
    // As if nothing had been kept.
  }
  const { traces, searches, links, graphs } = objectOf(stored)
  return {
    traces: viewsOf(traces, FRESH_VIEW),
    searches: viewsOf(searches, FRESH_SEARCH),
    links: viewsOf(links, FRESH_LINKS),
    graphs: viewsOf(graphs, FRESH_GRAPH),
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** Views whose fields are of the kind of the fresh one's; what is not is fresh. */
function viewsOf<View extends object>(stored: unknown, fresh: View): Record<string, View> {
  return Object.fromEntries(
    Object.entries(objectOf(stored)).map(([key, view]) => {
      const kept = Object.entries(objectOf(view)).filter(([field, value]) =>
        sameKind(value, (fresh as Record<string, unknown>)[field]),
      )
      return [key, { ...fresh, ...Object.fromEntries(kept) }]
    }),
  )
}

/** Null stands for "no text yet". */
function sameKind(value: unknown, fresh: unknown): boolean {
  if (fresh === null) return value === null || typeof value === 'string'
  return (
    typeof value === typeof fresh && value !== null && Array.isArray(value) === Array.isArray(fresh)
  )
}
