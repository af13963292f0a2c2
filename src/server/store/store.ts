import type { EpochNanos } from '../../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import type { LinkMap, MapScope } from '../../model/link-map/link-map.ts'
import type { LinksToQuery, TraceQuery, TraceSearch } from '../../sources/source.ts'
import { Catalogue } from './catalogue.ts'
import { type Counts, CountsRow } from './counts.ts'
import { Database, type Statement } from './database.ts'
import { Dictionary } from './dictionary.ts'
import type { Encoding, Taken } from './incoming.ts'
import { LinkIndex, type LinksPage } from './link-index.ts'
import { LinkMapReader } from './link-map.ts'
import type { Limits } from './retention.ts'
import { Search } from './search.ts'
import { type Found, SpanLookup } from './span-lookup.ts'
import type { Written } from './span-writer.ts'
import { storeErrorOf } from './store-error.ts'
import { Summaries } from './summaries.ts'
import { prepareTables } from './tables.ts'
import { type StoredSpan, TraceReader } from './trace-reader.ts'
import { WriterHere } from './writer-here.ts'
import { WriterThread } from './writer-thread.ts'
import type { News, Writer, WriterEvents } from './writer.ts'

/** What happened to the store; `written` is null when traces were removed. */
export type Watcher = (written: Written | null) => void

/** Everything that is kept. One object owns one database; whoever opens it closes it. */
export class Store {
  readonly catalogue: Catalogue
  readonly #database: Database
  readonly #writer: Writer
  readonly #search: Search
  readonly #traces: TraceReader
  readonly #spans: SpanLookup
  readonly #links: LinkIndex
  readonly #linkMap: LinkMapReader
  readonly #readDismissed: Statement
  readonly #watchers = new Set<Watcher>()
  #counts: Counts

  /** Writes in this thread. `onError` hears of failures that no caller waits for. @throws StoreError */
  static over(database: Database, limits: Limits, onError: (error: unknown) => void): Store {
    prepareTables(database)
    return new Store(database, onError, (events) => new WriterHere(database, limits, events))
  }

  /** Opens the database in `directory`, which a thread of its own writes, or in memory for null. @throws StoreError */
  static open(directory: string | null, limits: Limits, onError: (error: unknown) => void): Store {
    const database = Database.open(directory)
    try {
      if (directory === null) return Store.over(database, limits, onError)
      prepareTables(database)
      const writer = (events: WriterEvents) => new WriterThread(database.name, limits, events)
      return new Store(database, onError, writer)
    } catch (error) {
      database.close()
      throw error
    }
  }

  private constructor(
    database: Database,
    onError: (error: unknown) => void,
    startWriter: (events: WriterEvents) => Writer,
  ) {
    this.#database = database
    const dictionary = new Dictionary(database)
    this.#counts = new CountsRow(database).read()
    this.catalogue = new Catalogue(database, dictionary)
    this.#search = new Search(database, dictionary, new Summaries(database))
    this.#traces = new TraceReader(database, dictionary)
    this.#spans = new SpanLookup(database)
    this.#links = new LinkIndex(database)
    this.#linkMap = new LinkMapReader(database, this.#spans)
    this.#readDismissed = database.prepare('SELECT sample_dismissed FROM settings')
    this.#writer = startWriter({ onNews: (news) => this.#onNews(news), onError })
  }

  get counts(): Readonly<Counts> {
    return this.#counts
  }

  /**
   * Stores an export request. Resolves when its spans are committed: from then on they survive the end of the process.
   * @throws StoreError, MalformedExport
   */
  write(document: Uint8Array, encoding: Encoding): Promise<Taken> {
    return this.#writer.write(document, encoding)
  }

  /** @throws StoreError */
  search(query: TraceQuery, signal: AbortSignal): Promise<TraceSearch> {
    return this.#search.find(query, signal)
  }

  /** Changes with the trace; null when it is not here. */
  traceVersion(id: TraceId): string | null {
    return this.#traces.version(id)
  }

  trace(id: TraceId): Generator<StoredSpan[]> | null {
    return this.#traces.pages(id)
  }

  /** An answer for each, in their order. */
  spans(refs: readonly SpanRef[]): Found[] {
    return this.#database.snapshot(() => refs.map((ref) => this.#spans.find(ref)))
  }

  /** The traces that have a span with this id, a few at most. */
  tracesOfSpan(spanId: SpanId, signal: AbortSignal): Promise<TraceId[]> {
    return this.#spans.tracesOf(spanId, signal)
  }

  linkCounts(traceId: TraceId): { readonly spanId: string; readonly count: number }[] {
    return this.#database.snapshot(() => this.#links.countsBySpan(traceId))
  }

  /** Null: the cursor is not one that this store gave out. */
  linksTo(query: LinksToQuery): LinksPage | null {
    return this.#database.snapshot(() => this.#links.linksTo(query))
  }

  /** @throws StoreError */
  linkMap(scope: MapScope, signal: AbortSignal): Promise<LinkMap> {
    return this.#linkMap.read(scope, signal)
  }

  /** Traces that began before this time may have been removed; null: none was. */
  get removedBefore(): EpochNanos | null {
    return this.#counts.removedBefore
  }

  /** Applies the limits, and sweeps up what was removed before. */
  enforceLimits(): Promise<void> {
    return this.#writer.enforceLimits()
  }

  /** Whether the sample scenario was removed by request, and not asked for since. */
  get sampleDismissed(): boolean {
    return (this.#readDismissed.get() as { sample_dismissed: number }).sample_dismissed === 1
  }

  /** Notes that the sample scenario is wanted, or no more; kept beyond the end of the process. */
  dismissSample(dismissed: boolean): Promise<void> {
    return this.#writer.dismissSample(dismissed)
  }

  /** Removes the sample scenario; the number of its traces. */
  removeSample(): Promise<number> {
    return this.#writer.removeSample()
  }

  /** Tells of every commit until the returned function is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** An SQLite failure in words; another error as it is. */
  explain(error: unknown): unknown {
    return storeErrorOf(error, this.#database.name)
  }

  /** Finishes the writes that wait, then closes the database. */
  async close(): Promise<void> {
    await this.#writer.close()
    this.#database.close()
  }

  #onNews({ counts, written }: News): void {
    this.#counts = counts
    for (const watcher of this.#watchers) watcher(written)
  }
}
