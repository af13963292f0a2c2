import { AttributeIndexer } from './attribute-indexer.ts'
import { CountsRow } from './counts.ts'
import type { Database, Statement } from './database.ts'
import { Dictionary } from './dictionary.ts'
import { type Encoding, type Incoming, type Taken, incomingExport } from './incoming.ts'
import { Remover } from './remover.ts'
import { type Limits, Retention } from './retention.ts'
import { SpanWriter, type Written } from './span-writer.ts'
import { nextTurn } from './turns.ts'
import { WriteQueue } from './write-queue.ts'
import type { Writer, WriterEvents } from './writer.ts'
import type { Counts } from './counts.ts'

/** Writes in the thread that it is made in. The database is its maker's to close. */
export class WriterHere implements Writer {
  readonly #database: Database
  readonly #queue: WriteQueue
  readonly #remover: Remover
  readonly #retention: Retention
  readonly #samples: Statement
  readonly #writeDismissed: Statement
  readonly #events: WriterEvents
  readonly #spans: SpanWriter
  readonly #indexer: AttributeIndexer
  #indexing: Promise<void> | null = null
  #closing = false
  #counts: Counts

  /** `rowsAtOnce`: see {@link WriteQueue}. */
  constructor(database: Database, limits: Limits, events: WriterEvents, rowsAtOnce?: number) {
    this.#database = database
    this.#events = events
    const dictionary = new Dictionary(database)
    const countsRow = new CountsRow(database)
    this.#counts = countsRow.read()
    this.#remover = new Remover(database, dictionary, countsRow)
    this.#retention = new Retention(database, this.#remover, countsRow, limits, (counts) =>
      this.#tell(counts, null),
    )
    this.#spans = new SpanWriter(database, dictionary)
    this.#indexer = new AttributeIndexer(database, dictionary)
    this.#queue = new WriteQueue(
      {
        database,
        dictionary,
        writer: this.#spans,
        countsRow,
        holdsBack: () => this.#retention.holdsBack(this.#counts),
        rowsAtOnce,
      },
      (counts, written) => this.#onWritten(counts, written),
    )
    this.#samples = database.prepare('SELECT pk FROM traces WHERE sample = 1 LIMIT 1000')
    this.#writeDismissed = database.prepare('UPDATE settings SET sample_dismissed = ?')
    this.#index()
  }

  async write(document: Uint8Array, encoding: Encoding): Promise<Taken> {
    const incoming = incomingExport(document, encoding)
    await this.add(incoming)
    const { rejected, notes } = incoming.batch
    return { rejected, notes }
  }

  /** @throws StoreError */
  add(incoming: Incoming): Promise<void> {
    return this.#queue.add(incoming)
  }

  async removeSample(): Promise<number> {
    const before = this.#counts.sampleTraces
    for (;;) {
      const rows = this.#samples.all() as { pk: number }[]
      if (rows.length === 0) break
      const pks = rows.map((row) => row.pk)
      this.#counts = this.#remover.hide(pks, false)
    }
    this.#tell(this.#counts, null)
    this.#inBackground(this.enforceLimits())
    return before
  }

  async dismissSample(dismissed: boolean): Promise<void> {
    this.#database.transaction(() => this.#writeDismissed.run(dismissed ? 1 : 0))
  }

  enforceLimits(): Promise<void> {
    return this.#retention.enforce(Date.now())
  }

  async close(): Promise<void> {
    await this.#queue.idle()
    this.#closing = true
    await this.#indexing
    await this.#retention.stop()
  }

  #onWritten(counts: Counts, written: Written): void {
    this.#tell(counts, written)
    this.#indexer.offer(this.#spans.added)
    this.#index()
    if (this.#retention.exceeds(counts)) this.#inBackground(this.enforceLimits())
  }

  #tell(counts: Counts, written: Written | null): void {
    this.#counts = counts
    this.#events.onNews({ counts, written })
  }

  /** Lets the index of attributes catch up, in turns with what else is to be written. */
  #index(): void {
    if (this.#indexing || !this.#indexer.isBehind(this.#spans.lastId)) return
    const run = async () => {
      do await nextTurn()
      while (!this.#closing && this.#indexer.step())
    }
    this.#indexing = run().finally(() => {
      this.#indexing = null
    })
    this.#inBackground(this.#indexing)
  }

  #inBackground(work: Promise<void>): void {
    work.catch(this.#events.onError)
  }
}
