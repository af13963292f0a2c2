import { QueryClient } from '@tanstack/react-query'
import type { ReadOutline } from '../sources/answer-step.ts'
import type { LocalSource } from '../sources/local/client.ts'
import type { ArrivalNotice, ScanProgress, SearchProgress, TraceSource } from '../sources/source.ts'
import type { Href, Navigation } from '../state/navigation.ts'
import { type Place, hrefOf, withSource } from '../state/places.ts'
import type { PreferenceStore } from '../state/preferences.ts'
import type { ViewStore } from '../state/view-store.ts'
import { gatherNotices } from './gather-notices.ts'
import type { TraceId } from '../model/ids.ts'
import { LongQuestions } from './long-questions.ts'
import type { MapScanProgress } from './scan-link-map.ts'
import { traceQuery } from './options.ts'
import { outlineReader } from './read-outline.ts'
import { Refresher } from './refresher.ts'
import { Shelf } from './shelf.ts'
import { TargetResolver } from './target-resolver.ts'
import type { DisposableHost } from './worker-host.ts'
import type { TraceSession } from './trace-session.ts'

export interface ExplorerParts {
  readonly source: TraceSource
  /** Set when the source is the embedded store, which can do more than the port asks for. */
  readonly local: LocalSource | null
  /** Whether URLs name the source; they don't name the one that the app shows unasked. */
  readonly named: boolean
  readonly navigation: Navigation
  readonly preferences: PreferenceStore
  readonly views: ViewStore
  readonly worker: DisposableHost
}

/** What arrived since the explorer began. A search that was asked at other figures may be behind. */
export interface Arrivals {
  readonly newTraces: number
  /** Times when the source could not say what changed. */
  readonly gaps: number
  /** Times when spans came, and of these, when spans with links came. */
  readonly spans: number
  readonly links: number
}

/** The properties of an `<a>` that leads to a place: what it says to the world, and the place for who handles its click. */
export interface PlaceLink {
  readonly href: string
  readonly 'data-place': Href
}

/** Everything with a lifetime, held together: two explorers on one page share nothing. */
export class Explorer {
  readonly source: TraceSource
  readonly local: LocalSource | null
  readonly #named: boolean
  readonly navigation: Navigation
  readonly preferences: PreferenceStore
  readonly views: ViewStore
  readonly queries: QueryClient
  readonly targets: TargetResolver
  readonly searches = new LongQuestions<SearchProgress>()
  readonly scans = new LongQuestions<ScanProgress>()
  readonly maps = new LongQuestions<MapScanProgress>()
  readonly shelf = new Shelf()
  readonly readOutline: ReadOutline
  arrivals: Arrivals = { newTraces: 0, gaps: 0, spans: 0, links: 0 }
  readonly #worker: DisposableHost
  readonly #refresher: Refresher
  readonly #arrivalListeners = new Set<(notice: ArrivalNotice) => void>()
  readonly #stops: (() => void)[] = []

  constructor({ source, local, named, navigation, preferences, views, worker }: ExplorerParts) {
    this.source = source
    this.local = local
    this.#named = named
    this.navigation = navigation
    this.preferences = preferences
    this.views = views
    this.#worker = worker
    this.readOutline = outlineReader(this)
    this.queries = new QueryClient({
      defaultOptions: {
        queries: {
          retry: false,
          staleTime: 30_000,
          refetchOnWindowFocus: false,
          // A source on this machine answers without a network, and a question that waits for one looks as if it were asked.
          networkMode: 'always',
          refetchOnReconnect: true,
        },
        mutations: { networkMode: 'always' },
      },
    })
    this.targets = new TargetResolver(source)
    this.#refresher = new Refresher(this.queries)
    this.#stops.push(() => this.#refresher.dispose())
    this.#stops.push(this.#closeEvictedTraces())
    const gatherer = gatherNotices((notice) => this.#arrived(notice))
    if (source.watch) this.#stops.push(source.watch(gatherer.add))
    this.#stops.push(gatherer.dispose)
  }

  /** A trace that is open or being opened; null: it is neither. */
  openedTrace(traceId: TraceId): Promise<TraceSession> | null {
    const query = traceQuery(this, traceId)
    const state = this.queries.getQueryState(query.queryKey)
    if (!state || (state.status !== 'success' && state.fetchStatus === 'idle')) return null
    return this.queries.fetchQuery(query)
  }

  get traces(): DisposableHost['host'] {
    return this.#worker.host
  }

  /** A place in this explorer's source, to go to. */
  hrefOf(place: Place): Href {
    return withSource(hrefOf(place), this.#named ? this.source.id : null)
  }

  /** The same place, for a link. */
  linkTo(place: Place): PlaceLink {
    const href = this.hrefOf(place)
    return { href: this.navigation.linkTo(href), 'data-place': href }
  }

  /** Spans arrived at the source. */
  onArrival(listener: (notice: ArrivalNotice) => void): () => void {
    this.#arrivalListeners.add(listener)
    return () => this.#arrivalListeners.delete(listener)
  }

  /** All that was read is read again: the source holds other traces than before, and knows which no better. */
  readAgain(): void {
    this.targets.outdate('everything')
    void this.queries.invalidateQueries()
  }

  dispose(): void {
    for (const stop of this.#stops) stop()
    this.#arrivalListeners.clear()
    this.targets.dispose()
    this.searches.dispose()
    this.scans.dispose()
    this.maps.dispose()
    this.shelf.dispose()
    // What is under way settles after this, and would be kept for minutes then.
    for (const query of this.queries.getQueryCache().getAll()) query.gcTime = 0
    this.queries.clear()
    this.#worker.dispose()
    this.navigation.dispose()
  }

  #arrived(notice: ArrivalNotice): void {
    const { all, newTraces } = notice
    const traceIds = all ? null : new Set(notice.traceIds)
    const linkedTo = all ? null : new Set(notice.linkedTraceIds)
    // A gap or a removal: what is gone is not named.
    const gap = all && newTraces === 0
    this.targets.outdate(gap ? 'everything' : (traceIds ?? 'any'))
    for (const { queryKey } of this.queries.getQueryCache().findAll({ queryKey: ['trace'] })) {
      if (traceIds?.has(queryKey[2] as TraceId) !== false) this.#refresher.outdate(queryKey)
    }
    void this.queries.invalidateQueries({
      predicate: ({ queryKey: [kind, , traceId] }) =>
        (kind === 'links-to' && linkedTo?.has(traceId as TraceId) !== false) ||
        kind === 'services' ||
        kind === 'status',
    })
    this.arrivals = {
      newTraces: this.arrivals.newTraces + newTraces,
      gaps: this.arrivals.gaps + (gap ? 1 : 0),
      spans: this.arrivals.spans + 1,
      links: this.arrivals.links + (all || notice.linkedTraceIds.length > 0 ? 1 : 0),
    }
    for (const listener of this.#arrivalListeners) listener(notice)
  }

  /** The worker keeps a trace's document for as long as the query cache keeps its session. */
  #closeEvictedTraces(): () => void {
    const current = new Map<string, TraceSession>()
    return this.queries.getQueryCache().subscribe(({ type, query }) => {
      if (query.queryKey[0] !== 'trace' || (type !== 'removed' && type !== 'updated')) return
      const before = current.get(query.queryHash)
      const now = type === 'removed' ? undefined : (query.state.data as TraceSession | undefined)
      if (before && before !== now) before.close()
      if (now) current.set(query.queryHash, now)
      else current.delete(query.queryHash)
    })
  }
}
