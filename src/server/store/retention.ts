import type { Counts, CountsRow } from './counts.ts'
import type { Database, Statement } from './database.ts'
import type { Remover } from './remover.ts'
import { nextTurn } from './turns.ts'

export interface Limits {
  /** Milliseconds since a trace's first span arrived. */
  readonly maxAge: number
  readonly maxSpans: number
}

/** Traces taken out of sight in one transaction. */
const TRACES_AT_ONCE = 100

/**
 * Keeps the store within its limits by removing whole traces. Too many spans: the traces that began first go. Age counts from
 * arrival, not from the spans' own clock: spans imported from last year, or sent with a broken clock, don't vanish as they come.
 */
export class Retention {
  readonly #remover: Remover
  readonly #countsRow: CountsRow
  readonly #limits: Limits
  readonly #firstArrived: Statement
  readonly #firstBegun: Statement
  #running: Promise<void> | null = null
  #stopped = false

  constructor(database: Database, remover: Remover, countsRow: CountsRow, limits: Limits) {
    this.#remover = remover
    this.#countsRow = countsRow
    this.#limits = limits
    // Keys are given out in the order of arrival.
    this.#firstArrived = database.prepare(
      `SELECT pk, received FROM traces ORDER BY pk LIMIT ${TRACES_AT_ONCE}`,
    )
    this.#firstBegun = database.prepare(
      `SELECT pk, spans FROM traces ORDER BY start, pk LIMIT ${TRACES_AT_ONCE}`,
    )
  }

  exceeds(counts: Counts): boolean {
    return counts.spans > this.#limits.maxSpans
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

  /** One bounded transaction; false when there is nothing to do. */
  #step(now: number): boolean {
    const surplus = this.#countsRow.read().spans - this.#limits.maxSpans
    const pks = [...this.#expired(now), ...(surplus > 0 ? this.#surplus(surplus) : [])]
    if (pks.length === 0) return this.#remover.sweep()
    this.#remover.hide(pks, true)
    return true
  }

  #expired(now: number): number[] {
    const rows = this.#firstArrived.all() as { pk: number; received: number }[]
    return rows.filter((row) => row.received < now - this.#limits.maxAge).map((row) => row.pk)
  }

  #surplus(surplus: number): number[] {
    const pks: number[] = []
    let spans = 0
    for (const row of this.#firstBegun.all() as { pk: number; spans: number }[]) {
      if (spans >= surplus) break
      spans += row.spans
      pks.push(row.pk)
    }
    return pks
  }
}
