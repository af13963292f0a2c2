import { bytesFromHex } from '../../base/hex.ts'
import { decodeLinks } from '../../otlp/decode-span.ts'
import type { Counts, CountsRow } from './counts.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { timeOfStored } from './stored-time.ts'

/** Spans and links removed in one transaction, or one span with more links: as many as one of the write queue adds. */
const ROWS_AT_ONCE = 1000

interface Victim {
  readonly pk: bigint
  readonly start: bigint
  readonly spans: bigint
  readonly links: bigint
  readonly sample: bigint
  readonly received: bigint
}

/**
 * Removes whole traces in two steps. `hide` takes the trace's own row away, after which no query finds anything of it but names
 * to choose from; `sweep` takes its spans and links, a bounded number at a time. What a crash leaves between the two is swept after the next start.
 */
export class Remover {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #countsRow: CountsRow
  readonly #victim: Statement
  readonly #hideTrace: Statement
  readonly #addRemoval: Statement
  readonly #removals: Statement
  readonly #endRemoval: Statement
  readonly #spans: Statement
  readonly #body: Statement
  readonly #removeSpan: Statement
  readonly #removeLink: Statement
  readonly #releaseEnvelope: Statement
  readonly #operationsOf: Statement
  readonly #removeTraceOperations: Statement
  readonly #removeOperation: Statement

  constructor(database: Database, dictionary: Dictionary, countsRow: CountsRow) {
    this.#database = database
    this.#dictionary = dictionary
    this.#countsRow = countsRow
    this.#victim = database.prepareBig(
      'SELECT pk, start, spans, links, sample, received FROM traces WHERE pk = ?',
    )
    this.#hideTrace = database.prepare('DELETE FROM traces WHERE pk = ?')
    this.#addRemoval = database.prepare('INSERT INTO removals (trace_pk) VALUES (?)')
    this.#removals = database.prepare(`SELECT trace_pk FROM removals LIMIT ${ROWS_AT_ONCE}`)
    this.#endRemoval = database.prepare('DELETE FROM removals WHERE trace_pk = ?')
    this.#spans = database.prepare(
      'SELECT id, envelope_id, links FROM spans WHERE trace_pk = ? LIMIT ?',
    )
    this.#body = database.prepare('SELECT body FROM spans WHERE id = ?')
    this.#removeSpan = database.prepare('DELETE FROM spans WHERE id = ?')
    this.#removeLink = database.prepare(
      'DELETE FROM links WHERE target_trace = ? AND target_span = ? AND span = ? AND idx = ?',
    )
    this.#releaseEnvelope = database.prepare(
      'UPDATE envelopes SET spans = spans - ? WHERE id = ? RETURNING spans',
    )
    this.#operationsOf = database.prepare('SELECT op_id FROM trace_operations WHERE trace_pk = ?')
    this.#removeTraceOperations = database.prepare(
      'DELETE FROM trace_operations WHERE trace_pk = ?',
    )
    this.#removeOperation = database.prepare(
      `DELETE FROM operations WHERE id = ?1
         AND NOT EXISTS (SELECT 1 FROM trace_operations WHERE op_id = ?1)`,
    )
  }

  /** Takes traces out of sight; the totals after. `expired` says that it is for their age or number, not by request. */
  hide(pks: readonly number[], expired: boolean): Counts {
    return this.#database.transaction(() => {
      const counts = this.#countsRow.read()
      for (const pk of pks) {
        const victim = this.#victim.get(pk) as unknown as Victim | undefined
        if (!victim) continue
        this.#hideTrace.run(pk)
        this.#addRemoval.run(pk)
        counts.traces--
        counts.spans -= Number(victim.spans)
        counts.links -= Number(victim.links)
        counts.sampleTraces -= Number(victim.sample)
        if (expired) counts.removedBefore = laterOf(counts.removedBefore, victim)
      }
      this.#countsRow.write(counts)
      return counts
    })
  }

  /** One bounded transaction, of many traces where they are small; false when nothing is left to do. */
  sweep(): boolean {
    const removals = this.#removals.all() as { trace_pk: number }[]
    if (removals.length === 0) return false
    this.#database.transaction(() => {
      const perEnvelope = new Map<number, number>()
      const operations = new Set<number>()
      let room = ROWS_AT_ONCE
      for (const { trace_pk } of removals) {
        room -= this.#sweepSpans(trace_pk, room, perEnvelope)
        if (room <= 0) break
        for (const id of this.#sweepTrace(trace_pk)) operations.add(id)
      }
      for (const [id, spans] of perEnvelope) this.#release(id, spans)
      for (const id of operations) {
        if (this.#removeOperation.run(id).changes > 0) this.#dictionary.forget()
      }
    })
    return true
  }

  /** The number of rows removed; less than `room` when none of the trace is left. */
  #sweepSpans(pk: number, room: number, perEnvelope: Map<number, number>): number {
    const rows = this.#spans.all(pk, room) as { id: number; envelope_id: number; links: number }[]
    let removed = 0
    for (const { id, envelope_id, links } of rows) {
      if (removed >= room) break
      if (links > 0) this.#removeLinks(id)
      this.#removeSpan.run(id)
      perEnvelope.set(envelope_id, (perEnvelope.get(envelope_id) ?? 0) + 1)
      removed += 1 + links
    }
    return removed
  }

  #removeLinks(span: number): void {
    const { body } = this.#body.get(span) as { body: Uint8Array }
    for (const [idx, { to }] of decodeLinks(body, 0, Infinity).entries()) {
      if (!to.valid) continue
      const { traceId, spanId } = to.ref
      this.#removeLink.run(bytesFromHex(traceId), bytesFromHex(spanId), span, idx)
    }
  }

  #release(id: number, spans: number): void {
    const left = this.#releaseEnvelope.get(spans, id) as { spans: number }
    if (left.spans > 0) return
    this.#database.exec(`DELETE FROM envelopes WHERE id = ${id}`)
    this.#dictionary.forget()
  }

  /** The operations that it had. */
  #sweepTrace(pk: number): number[] {
    const operations = this.#operationsOf.all(pk) as { op_id: number }[]
    this.#removeTraceOperations.run(pk)
    this.#endRemoval.run(pk)
    return operations.map((row) => row.op_id)
  }
}

/** A trace whose clock runs ahead says nothing about the traces before its "start": then its arrival counts. */
function laterOf(before: bigint | null, victim: Victim): bigint {
  const start = timeOfStored(victim.start)
  const received = victim.received * 1_000_000n
  const time = start < received ? start : received
  return before !== null && before > time ? before : time
}
