import { type StoreApi, createStore } from 'zustand/vanilla'

/** What a person chose once for all; never set by opening someone's link. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark'
  readonly zone: 'local' | 'utc'
  /** Width of the details panel as a fraction of the trace screen. */
  readonly detailsWidth: number
  /** Where the details stand where there is room for both, and their height as a fraction when they stand below. */
  readonly detailsDock: 'right' | 'below'
  readonly detailsHeight: number
  /** Link attributes that were given a column, or denied the one that they had by themselves. */
  readonly linkColumns: { readonly shown: readonly string[]; readonly hidden: readonly string[] }
  /** Width of the names as a fraction of the waterfall. */
  readonly namesWidth: number
  /** Whether single keys are shortcuts. */
  readonly shortcuts: boolean
}

const DEFAULTS: Preferences = {
  theme: 'auto',
  zone: 'local',
  detailsWidth: 0.4,
  namesWidth: 0.34,
  shortcuts: true,
  detailsDock: 'right',
  detailsHeight: 0.45,
  linkColumns: { shown: [], hidden: [] },
}
const KEY = 'trace-link-explorer.preferences'

export type PreferenceStore = StoreApi<Preferences>

/** `storage` may be missing or refuse (private windows, sandboxed frames): preferences then last as long as the page. */
export function createPreferences(storage: Storage | null): PreferenceStore {
  const store = createStore<Preferences>(() => ({ ...DEFAULTS, ...read(storage) }))
  store.subscribe((preferences) => {
    try {
      storage?.setItem(KEY, JSON.stringify(preferences))
    } catch {
      // A full or forbidden storage costs only the memory of a choice.
    }
  })
  return store
}

function read(storage: Storage | null): Partial<Preferences> {
  let stored: unknown = null
  try {
    stored = JSON.parse(storage?.getItem(KEY) ?? 'null')
  } catch {
    return {}
  }
  if (typeof stored !== 'object' || stored === null) return {}
  const {
    theme,
    zone,
    detailsWidth,
    detailsDock,
    detailsHeight,
    namesWidth,
    shortcuts,
    linkColumns,
  } = stored as Record<string, unknown>
  return {
    ...((theme === 'auto' || theme === 'light' || theme === 'dark') && { theme }),
    ...((zone === 'local' || zone === 'utc') && { zone }),
    ...(isBetween(detailsWidth, 0.2, 0.8) && { detailsWidth }),
    ...((detailsDock === 'right' || detailsDock === 'below') && { detailsDock }),
    ...(isBetween(detailsHeight, 0.2, 0.8) && { detailsHeight }),
    linkColumns: linkColumnsOf(linkColumns),
    ...(isBetween(namesWidth, 0.1, 0.8) && { namesWidth }),
    ...(typeof shortcuts === 'boolean' && { shortcuts }),
  }
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}

function linkColumnsOf(stored: unknown): Preferences['linkColumns'] {
  const { shown, hidden } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<
    string,
    unknown
  >
  return { shown: textsOf(shown), hidden: textsOf(hidden) }
}

function textsOf(stored: unknown): string[] {
  if (!Array.isArray(stored)) return []
  return stored.filter((text): text is string => typeof text === 'string')
}
