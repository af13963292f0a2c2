/** Where the app is: path and query of a URL, `/trace/…?span=…`. */
export type Href = string

/** How places are kept: the browser's history here; memory or the host's own router for embedded panels. */
export interface Navigation {
  current(): Href
  /** `push` for what Back should undo (follow, select, tab), `replace` for the rest (typing, zoom). */
  go(href: Href, how: 'push' | 'replace'): void
  back(): void
  /** Whether the place was reached from inside the app: focus is then the app's to move. */
  moved(): boolean
  subscribe(listener: () => void): () => void
  dispose(): void
}

export function browserNavigation(window: Window): Navigation {
  const listeners = new Set<() => void>()
  let moved = false
  const tell = () => {
    moved = true
    for (const listener of listeners) listener()
  }
  window.addEventListener('popstate', tell)
  return {
    current: () => window.location.pathname + window.location.search,
    go(href, how) {
      if (href === window.location.pathname + window.location.search) return
      if (how === 'push') window.history.pushState(null, '', href)
      else window.history.replaceState(null, '', href)
      tell()
    },
    back: () => window.history.back(),
    moved: () => moved,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      window.removeEventListener('popstate', tell)
      listeners.clear()
    },
  }
}

/** For tests and for panels that own no URL. */
export function memoryNavigation(start: Href): Navigation {
  const listeners = new Set<() => void>()
  const entries = [start]
  let at = 0
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    current: () => entries[at],
    go(href, how) {
      if (href === entries[at]) return
      if (how === 'push') entries.splice(++at, entries.length, href)
      else entries[at] = href
      tell()
    },
    back() {
      if (at === 0) return
      at--
      tell()
    },
    moved: () => entries.length > 1,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose: () => listeners.clear(),
  }
}
