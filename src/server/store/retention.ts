import type { Counts, CountsRow } from './counts.ts'
import type { Database, Statement } from './database.ts'
import type { Remover } from './remover.ts'
import { nextTurn } from './turns.ts'

export interface Limits {
  /** Milliseconds since a trace's first span arrived. */
  readonly maxAge: number
  readonly maxSpans: number
}

/** Traces taken out of sight in one transaction: as many as one of the write queue can bring. */
const TRACES_AT_ONCE = 1000
/** What may be over the number of spans before new ones have to wait. */
const TOLERANCE = 0.1

/**
 * Keeps the store within its limits by removing whole traces. Too many spans: the traces that began first go. Age counts from
 * arrival, not from the spans' own clock: spans imported from last year, or sent with a broken clock, don't vanish as they come.
 */
export class Retention {
  readonly #remover: Remover
  readonly #countsRow: CountsRow
  readonly #limits: Limits
  readonly #onHidden: (counts: Counts) => void
  readonly #firstArrived: Statement
  readonly #firstBegun: Statement
  #running: Promise<void> | null = null
  #stopped = false

  /** `onHidden` hears the totals whenever traces were taken out of sight. */
  constructor(
    database: Database,
    remover: Remover,
    countsRow: CountsRow,
    limits: Limits,
    onHidden: (counts: Counts) => void,
  ) {
    this.#remover = remover
    this.#countsRow = countsRow
    this.#limits = limits
    this.#onHidden = onHidden
    // Keys are given out in the order of arrival.
    this.#firstArrived = database.prepare(
      `SELECT pk FROM (SELECT pk, received FROM traces ORDER BY pk LIMIT ${TRACES_AT_ONCE})
       WHERE received < ?`,
    )
    this.#firstBegun = database.prepare('SELECT pk, spans FROM traces ORDER BY start, pk LIMIT ?')
  }

  exceeds(counts: Counts): boolean {
    return counts.spans > this.#limits.maxSpans
  }

  /**
   * Whether new spans have to wait: the store is far over its number of spans and about to be brought down. When that
   * failed they need not: they fail themselves, or it is tried again after them.
   */
  holdsBack(counts: Counts): boolean {
    return this.#running !== null && counts.spans > this.#limits.maxSpans * (1 + TOLERANCE)
  }

  /** Removes what is over the limits at `now` (epoch milliseconds). Calls while one runs share it. */
  enforce(now: number): Promise<void> {
    this.#running ??= this.#enforce(now).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Resolves when nothing runs any more; what is left to do is done after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  /** Also sweeps up after traces that were hidden already. */
  async #enforce(now: number): Promise<void> {
    while (!this.#stopped && this.#step(now)) await nextTurn()
  }

  /** Two bounded transactions; false when there is nothing to do. Sweeping goes on while there is more and more to hide. */
  #step(now: number): boolean {
    const hid = this.#hide(now)
    return this.#remover.sweep() || hid
  }

  #hide(now: number): boolean {
    let pks = this.#expired(now)
    if (pks.length === 0) pks = this.#surplus()
    if (pks.length === 0) return false
    this.#onHidden(this.#remover.hide(pks, true))
    return true
  }

  #expired(now: number): number[] {
    const rows = this.#firstArrived.all(now - this.#limits.maxAge) as { pk: number }[]
    return rows.map((row) => row.pk)
  }

  #surplus(): number[] {
    const surplus = this.#countsRow.read().spans - this.#limits.maxSpans
    if (surplus <= 0) return []
    const pks: number[] = []
    let spans = 0
    // Every trace has a span: no more rows are needed.
    const rows = this.#firstBegun.all(Math.min(surplus, TRACES_AT_ONCE))
    for (const row of rows as { pk: number; spans: number }[]) {
      if (spans >= surplus) break
      spans += row.spans
      pks.push(row.pk)
    }
    return pks
  }
}
