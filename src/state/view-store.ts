import { type StoreApi, createStore } from 'zustand/vanilla'
import type { SpanId, TraceId } from '../model/ids.ts'
import type { Href } from './navigation.ts'

/** How one trace was left: restored by Back and by reload. */
export interface TraceView {
  /** Rows whose subtree is folded, in a table of `length` rows: late spans shift them. */
  readonly collapsed: readonly number[]
  readonly length: number
  readonly scrollTop: number
  /** The span that was last brought into view: coming back to it must not scroll again. */
  readonly shown: SpanId | null
  /** The line of a link table that was last active, to which focus returns. */
  readonly activeLink: string | null
}

export const FRESH_VIEW: TraceView = {
  collapsed: [],
  length: 0,
  scrollTop: 0,
  shown: null,
  activeLink: null,
}

/** How the Traces table was left. */
export interface SearchView {
  readonly scrollTop: number
  /** The row that had the focus. */
  readonly row: TraceId | null
}

export const FRESH_SEARCH: SearchView = { scrollTop: 0, row: null }

export interface ViewState {
  readonly traces: Readonly<Record<TraceId, TraceView>>
  readonly searches: Readonly<Record<Href, SearchView>>
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
  const empty: ViewState = { traces: {}, searches: {} }
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? 'null')
    const fits =
      typeof stored === 'object' && stored !== null && 'traces' in stored && 'searches' in stored
    return fits ? (stored as ViewState) : empty
  } catch {
    return empty
  }
}
