import type { EpochNanos } from '../../base/time.ts'
import type { Database, Statement } from './database.ts'
import { storedTime, timeOfStored } from './stored-time.ts'

/** Totals of what can be seen in the store; a copy is changed in a transaction and kept when it commits. */
export interface Counts {
  traces: number
  spans: number
  links: number
  sampleTraces: number
  /** Traces that began before this time were removed by retention. */
  removedBefore: EpochNanos | null
}

/** The one row of `counts`: counting five million rows at every start would take seconds. */
export class CountsRow {
  readonly #read: Statement
  readonly #write: Statement

  constructor(database: Database) {
    this.#read = database.prepareBig('SELECT * FROM counts')
    this.#write = database.prepare(
      'UPDATE counts SET traces = ?, spans = ?, links = ?, sample_traces = ?, removed_before = ?',
    )
  }

  read(): Counts {
    const row = this.#read.get() as Record<string, bigint | null>
    const removedBefore = row.removed_before
    return {
      traces: Number(row.traces),
      spans: Number(row.spans),
      links: Number(row.links),
      sampleTraces: Number(row.sample_traces),
      removedBefore: removedBefore === null ? null : timeOfStored(removedBefore),
    }
  }

  write(counts: Counts): void {
    this.#write.run(
      counts.traces,
      counts.spans,
      counts.links,
      counts.sampleTraces,
      counts.removedBefore === null ? null : storedTime(counts.removedBefore),
    )
  }
}
