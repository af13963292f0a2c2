import type { EpochNanos } from '../../base/time.ts'
import type { SpanRef, TraceId } from '../../model/ids.ts'
import type { LinkMap, MapScope } from '../../model/link-map/link-map.ts'
import type { LinksToQuery, TraceQuery, TraceSearch } from '../../sources/source.ts'
import { Catalogue } from './catalogue.ts'
import { type Counts, CountsRow } from './counts.ts'
import { Database, type Statement } from './database.ts'
import { Dictionary } from './dictionary.ts'
import type { Incoming } from './incoming.ts'
import { LinkIndex, type LinksPage } from './link-index.ts'
import { LinkMapReader } from './link-map.ts'
import { Remover } from './remover.ts'
import { type Limits, Retention } from './retention.ts'
import { Search } from './search.ts'
import { type Found, SpanLookup } from './span-lookup.ts'
import { SpanWriter, type Written } from './span-writer.ts'
import { storeErrorOf } from './store-error.ts'
import { Summaries } from './summaries.ts'
import { prepareTables } from './tables.ts'
import { type StoredSpan, TraceReader } from './trace-reader.ts'
import { WriteQueue } from './write-queue.ts'

/** What happened to the store; `written` is null when traces were removed. */
export type Watcher = (written: Written | null) => void

/** Everything that is kept. One object owns one database; whoever opens it closes it. */
export class Store {
  readonly catalogue: Catalogue
  readonly #database: Database
  readonly #queue: WriteQueue
  readonly #search: Search
  readonly #traces: TraceReader
  readonly #spans: SpanLookup
  readonly #links: LinkIndex
  readonly #linkMap: LinkMapReader
  readonly #remover: Remover
  readonly #retention: Retention
  readonly #samples: Statement
  readonly #readDismissed: Statement
  readonly #writeDismissed: Statement
  readonly #watchers = new Set<Watcher>()
  readonly #countsRow: CountsRow
  readonly #onError: (error: unknown) => void
  #counts: Counts

  /** `onError` hears of failures that no caller waits for. @throws StoreError */
  constructor(database: Database, limits: Limits, onError: (error: unknown) => void) {
    prepareTables(database)
    this.#database = database
    this.#onError = onError
    const dictionary = new Dictionary(database)
    this.#countsRow = new CountsRow(database)
    this.#counts = this.#countsRow.read()
    this.#remover = new Remover(database, dictionary, this.#countsRow)
    this.#retention = new Retention(database, this.#remover, this.#countsRow, limits, (counts) =>
      this.#onHidden(counts),
    )
    this.#queue = new WriteQueue(
      {
        database,
        dictionary,
        writer: new SpanWriter(database, dictionary),
        countsRow: this.#countsRow,
        holdsBack: () => this.#retention.holdsBack(this.#counts),
      },
      (counts, written) => this.#onWritten(counts, written),
    )
    this.catalogue = new Catalogue(database, dictionary)
    this.#search = new Search(database, dictionary, new Summaries(database))
    this.#traces = new TraceReader(database, dictionary)
    this.#spans = new SpanLookup(database)
    this.#links = new LinkIndex(database)
    this.#linkMap = new LinkMapReader(database, this.#spans)
    this.#samples = database.prepare('SELECT pk FROM traces WHERE sample = 1 LIMIT 1000')
    this.#readDismissed = database.prepare('SELECT sample_dismissed FROM settings')
    this.#writeDismissed = database.prepare('UPDATE settings SET sample_dismissed = ?')
  }

  /** Opens the database in `directory`, or in memory for null. @throws StoreError */
  static open(directory: string | null, limits: Limits, onError: (error: unknown) => void): Store {
    const database = Database.open(directory)
    try {
      return new Store(database, limits, onError)
    } catch (error) {
      database.close()
      throw error
    }
  }

  get counts(): Readonly<Counts> {
    return this.#counts
  }

  /** Resolves when the spans are committed: from then on they survive the end of the process. @throws StoreError */
  write(incoming: Incoming): Promise<void> {
    return this.#queue.add(incoming)
  }

  /** @throws StoreError */
  search(query: TraceQuery, signal: AbortSignal): Promise<TraceSearch> {
    return this.#search.find(query, signal)
  }

  trace(id: TraceId): Generator<StoredSpan[]> | null {
    return this.#traces.pages(id)
  }

  span(ref: SpanRef): Found {
    return this.#spans.find(ref)
  }

  /** Null: the cursor is not one that this store gave out. */
  linkCounts(traceId: TraceId): { readonly spanId: string; readonly count: number }[] {
    return this.#links.countsBySpan(traceId)
  }

  linksTo(query: LinksToQuery): LinksPage | null {
    return this.#links.linksTo(query)
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
    return this.#retention.enforce(Date.now())
  }

  /** Whether the sample scenario was removed by request, and not asked for since. */
  get sampleDismissed(): boolean {
    return (this.#readDismissed.get() as { sample_dismissed: number }).sample_dismissed === 1
  }

  /** Notes that the sample scenario is wanted, or no more; kept beyond the end of the process. */
  dismissSample(dismissed: boolean): void {
    this.#database.transaction(() => this.#writeDismissed.run(dismissed ? 1 : 0))
  }

  /** Removes the sample scenario; the number of its traces. */
  removeSample(): number {
    const before = this.#counts.sampleTraces
    for (;;) {
      const rows = this.#samples.all() as { pk: number }[]
      if (rows.length === 0) break
      this.#counts = this.#remover.hide(
        rows.map((row) => row.pk),
        false,
      )
    }
    this.#tell(null)
    this.#inBackground(this.enforceLimits())
    return before
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
    await this.#queue.idle()
    await this.#retention.stop()
    this.#database.close()
  }

  #onWritten(counts: Counts, written: Written): void {
    this.#counts = counts
    this.#tell(written)
    if (this.#retention.exceeds(counts)) this.#inBackground(this.enforceLimits())
  }

  #onHidden(counts: Counts): void {
    this.#counts = counts
    this.#tell(null)
  }

  #tell(written: Written | null): void {
    for (const watcher of this.#watchers) watcher(written)
  }

  #inBackground(work: Promise<void>): void {
    work.catch(this.#onError)
  }
}
