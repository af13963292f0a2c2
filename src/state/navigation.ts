/** Where the app is: path and query of a URL, `/trace/…?span=…`. */
export type Href = string

/** How places are kept: the browser's history here; memory or the host's own router for embedded panels. */
export interface Navigation {
  /** Whether what links say can be opened elsewhere: a panel may be where no address names its places. */
  readonly shareable: boolean
  current(): Href
  /** What a real link to a place says. */
  linkTo(href: Href): string
  /** `push` for what Back should undo (follow, select, tab), `replace` for the rest (typing, zoom). */
  go(href: Href, how: 'push' | 'replace'): void
  back(): void
  /** Whether the place was reached from inside the app: focus is then the app's to move. */
  moved(): boolean
  /** Names the page, where the page is ours. */
  entitle(title: string): void
  subscribe(listener: () => void): () => void
  dispose(): void
}

/** Where in a page's address its place stands. */
interface Address {
  current(): Href
  linkTo(href: Href): string
}

/** A place is the page's path and query: for a server that answers any path with the page. */
export function browserNavigation(window: Window): Navigation {
  return historyNavigation(window, {
    current: () => window.location.pathname + window.location.search,
    linkTo: (href) => href,
  })
}

/** A place stands behind the `#` of the page's address: for static hosts, which have the page at one path only. */
export function hashNavigation(window: Window): Navigation {
  return historyNavigation(window, {
    current() {
      const href = window.location.hash.slice(1)
      return href.startsWith('/') ? href : '/'
    },
    linkTo: (href) => `#${href}`,
  })
}

function historyNavigation(window: Window, { current, linkTo }: Address): Navigation {
  const listeners = new Set<() => void>()
  let moved = false
  const tell = () => {
    moved = true
    for (const listener of listeners) listener()
  }
  window.addEventListener('popstate', tell)
  return {
    shareable: true,
    current,
    linkTo,
    go(href, how) {
      if (href === current()) return
      if (how === 'push') window.history.pushState(null, '', linkTo(href))
      else window.history.replaceState(null, '', linkTo(href))
      tell()
    },
    back: () => window.history.back(),
    moved: () => moved,
    entitle(title) {
      window.document.title = title
    },
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
    shareable: false,
    current: () => entries[at],
    linkTo: (href) => `#${href}`,
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
    entitle: () => {},
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose: () => listeners.clear(),
  }
}
