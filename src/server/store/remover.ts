import { bytesFromHex } from '../../base/hex.ts'
import { decodeLinks } from '../../otlp/decode-span.ts'
import type { Counts, CountsRow } from './counts.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { timeOfStored } from './stored-time.ts'

/** Spans removed in one transaction. */
const SPANS_AT_ONCE = 1000

interface Victim {
  readonly pk: bigint
  readonly start: bigint
  readonly spans: bigint
  readonly links: bigint
  readonly sample: bigint
  readonly received: bigint
}

/**
 * Removes whole traces in two steps. `hide` takes the trace's own row away, after which no query finds anything of it; `sweep`
 * takes its spans and links, a bounded number at a time. What a crash leaves between the two is swept after the next start.
 */
export class Remover {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #countsRow: CountsRow
  readonly #victim: Statement
  readonly #hideTrace: Statement
  readonly #addRemoval: Statement
  readonly #nextRemoval: Statement
  readonly #endRemoval: Statement
  readonly #spans: Statement
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
    this.#nextRemoval = database.prepare('SELECT trace_pk FROM removals LIMIT 1')
    this.#endRemoval = database.prepare('DELETE FROM removals WHERE trace_pk = ?')
    this.#spans = database.prepare(
      `SELECT id, envelope_id, CASE WHEN links > 0 THEN body END AS body
       FROM spans WHERE trace_pk = ? LIMIT ?`,
    )
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

  /** One bounded step; false when nothing is left to do. */
  sweep(): boolean {
    const next = this.#nextRemoval.get() as { trace_pk: number } | undefined
    if (!next) return false
    this.#database.transaction(() => this.#sweepTrace(next.trace_pk))
    return true
  }

  #sweepTrace(pk: number): void {
    const rows = this.#spans.all(pk, SPANS_AT_ONCE) as {
      id: number
      envelope_id: number
      body: Uint8Array | null
    }[]
    const perEnvelope = new Map<number, number>()
    for (const { id, envelope_id, body } of rows) {
      if (body) this.#removeLinks(id, body)
      this.#removeSpan.run(id)
      perEnvelope.set(envelope_id, (perEnvelope.get(envelope_id) ?? 0) + 1)
    }
    for (const [id, spans] of perEnvelope) this.#release(id, spans)
    if (rows.length < SPANS_AT_ONCE) this.#finish(pk)
  }

  #removeLinks(span: number, body: Uint8Array): void {
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

  #finish(pk: number): void {
    const operations = this.#operationsOf.all(pk) as { op_id: number }[]
    this.#removeTraceOperations.run(pk)
    for (const { op_id } of operations) {
      if (this.#removeOperation.run(op_id).changes > 0) this.#dictionary.forget()
    }
    this.#endRemoval.run(pk)
  }
}

/** A trace whose clock runs ahead says nothing about the traces before its "start": then its arrival counts. */
function laterOf(before: bigint | null, victim: Victim): bigint {
  const start = timeOfStored(victim.start)
  const received = victim.received * 1_000_000n
  const time = start < received ? start : received
  return before !== null && before > time ? before : time
}
