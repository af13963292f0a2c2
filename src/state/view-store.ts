import { type StoreApi, createStore } from 'zustand/vanilla'
import type { SpanId, TraceId } from '../model/ids.ts'

/** How one trace was left: restored by Back and by reload. */
export interface TraceView {
  /** Rows whose subtree is folded, in a table of `length` rows: late spans shift them. */
  readonly collapsed: readonly number[]
  readonly length: number
  readonly scrollTop: number
  /** The span that was last brought into view: coming back to it must not scroll again. */
  readonly shown: SpanId | null
}

export const FRESH_VIEW: TraceView = { collapsed: [], length: 0, scrollTop: 0, shown: null }

export interface ViewState {
  readonly traces: Readonly<Record<TraceId, TraceView>>
  /** Scroll position of the Traces table by its URL. */
  readonly searchScroll: Readonly<Record<string, number>>
}

export interface ViewStore extends StoreApi<ViewState> {
  /** Writes the state where a reload of this tab finds it. */
  keep(): void
}

const KEY = 'trace-link-explorer.views'
/** Traces remembered; the oldest go first. */
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
  store.setState(({ traces }) => {
    const { [traceId]: view = FRESH_VIEW, ...others } = traces
    const kept = Object.entries(others).slice(1 - MAX_VIEWS)
    return { traces: { ...Object.fromEntries(kept), [traceId]: { ...view, ...change } } }
  })
}

function read(storage: Storage | null): ViewState {
  const empty: ViewState = { traces: {}, searchScroll: {} }
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? 'null')
    const fits =
      typeof stored === 'object' &&
      stored !== null &&
      'traces' in stored &&
      'searchScroll' in stored
    return fits ? (stored as ViewState) : empty
  } catch {
    return empty
  }
}
