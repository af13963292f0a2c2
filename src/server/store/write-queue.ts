import type { Counts, CountsRow } from './counts.ts'
import type { Database } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import type { Incoming } from './incoming.ts'
import { nextTurn } from './turns.ts'
import type { Slice, SpanWriter, Written } from './span-writer.ts'

/**
 * Rows in one transaction, spans and links alike: about 20 ms, in which nothing else runs in this thread. Only a span that has
 * more links than that, about 10 µs each, takes longer: it is written whole.
 */
const ROWS_AT_ONCE = 1000

interface Waiting {
  readonly incoming: Incoming
  next: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface Parts {
  readonly database: Database
  readonly dictionary: Dictionary
  readonly writer: SpanWriter
  readonly countsRow: CountsRow
  /** Whether what waits has to wait on; asked once a turn of the event loop. */
  readonly holdsBack: () => boolean
  /** {@link ROWS_AT_ONCE} unless given. */
  readonly rowsAtOnce?: number
}

/**
 * Requests wait here and share transactions, so that many small ones cost little more than one large one. Between two
 * transactions the event loop runs. How much may wait is limited by the receiver, which counts bytes from the socket on.
 */
export class WriteQueue {
  readonly #parts: Parts
  readonly #onWritten: (counts: Counts, written: Written) => void
  readonly #waiting: Waiting[] = []
  /** So many of those that wait are next written in a transaction of their own. */
  #singly = 0
  #running: Promise<void> | null = null

  constructor(parts: Parts, onWritten: (counts: Counts, written: Written) => void) {
    this.#parts = parts
    this.#onWritten = onWritten
  }

  /** Resolves when every span is committed. @throws StoreError; spans of it that were committed before stay. */
  add(incoming: Incoming): Promise<void> {
    if (incoming.batch.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ incoming, next: 0, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn()
      if (!this.#parts.holdsBack()) this.#writeSome()
    }
    this.#running = null
  }

  #writeSome(): void {
    const { taken, slices } = this.#take()
    let committed
    try {
      committed = this.#commit(slices)
    } catch (error) {
      this.#parts.dictionary.forget()
      this.#failed(taken, slices, error)
      return
    }
    const done = taken.filter((request) => request.next === request.incoming.batch.length)
    this.#waiting.splice(0, done.length)
    for (const request of done) request.resolve()
    this.#onWritten(committed.counts, committed.written)
  }

  #take(): { taken: Waiting[]; slices: Slice[] } {
    const taken: Waiting[] = []
    const slices: Slice[] = []
    let room = this.#parts.rowsAtOnce ?? ROWS_AT_ONCE
    for (const request of this.#waiting) {
      if (room <= 0) break
      const { incoming, next: from } = request
      const { length, linkOffset } = incoming.batch
      while (room > 0 && request.next < length) {
        room -= 1 + linkOffset[request.next + 1] - linkOffset[request.next]
        request.next++
      }
      slices.push({ incoming, from, to: request.next })
      taken.push(request)
      if (this.#singly > 0) break
    }
    this.#singly = Math.max(0, this.#singly - 1)
    return { taken, slices }
  }

  /** Of several requests any may be to blame, and the others must not suffer: each is tried again by itself. */
  #failed(taken: readonly Waiting[], slices: readonly Slice[], error: unknown): void {
    if (taken.length > 1) {
      for (const [i, request] of taken.entries()) request.next = slices[i].from
      this.#singly = taken.length
      return
    }
    this.#waiting.splice(0, taken.length)
    for (const request of taken) request.reject(error)
  }

  #commit(slices: readonly Slice[]): { counts: Counts; written: Written } {
    const { database, writer, countsRow } = this.#parts
    return database.transaction(() => {
      const counts = countsRow.read()
      const written = writer.write(slices, counts)
      countsRow.write(counts)
      return { counts, written }
    })
  }
}
