import { TRACE_ID_BYTES } from '../../model/ids.ts'
import { hexOf } from '../../base/hex.ts'
import type { Counts } from './counts.ts'
import type { Database, Statement } from './database.ts'
import { clampDuration } from './stored-time.ts'
import type { Written } from './span-writer.ts'

/** What one new span adds to its trace. Times as stored. */
export interface SpanFacts {
  readonly spanId: Uint8Array
  readonly rooted: boolean
  readonly start: bigint
  readonly end: bigint
  readonly operation: number
  readonly links: number
  readonly error: boolean
  readonly sample: boolean
}

/** A row of `traces` while a transaction adds to it. */
interface TraceRow {
  readonly pk: number
  readonly traceId: Uint8Array
  readonly isNew: boolean
  changed: boolean
  start: bigint
  end: bigint
  spans: number
  errors: number
  links: number
  head: Pick<SpanFacts, 'spanId' | 'rooted' | 'start' | 'operation'> | null
  sample: boolean
  readonly wasSample: boolean
  readonly operations: Set<number>
}

/** The rows of `traces` that one transaction touches: read once, written once, whatever the number of their spans. */
export class TraceRows {
  readonly #rows = new Map<string, TraceRow>()
  readonly #find: Statement
  readonly #insert: Statement
  readonly #update: Statement
  readonly #addOperation: Statement
  #nextPk: number

  constructor(database: Database) {
    this.#find = database.prepareBig(
      `SELECT pk, start, "end", spans, errors, links, head_span, head_start, head_op, rooted, sample
       FROM traces WHERE trace_id = ?`,
    )
    this.#insert = database.prepare(
      `INSERT INTO traces (start, "end", duration, spans, errors, links, head_span, head_start, head_op, rooted,
         sample, pk, trace_id, received)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#update = database.prepare(
      `UPDATE traces SET start = ?, "end" = ?, duration = ?, spans = ?, errors = ?, links = ?, head_span = ?,
         head_start = ?, head_op = ?, rooted = ?, sample = ? WHERE pk = ?`,
    )
    this.#addOperation = database.prepare(
      'INSERT OR IGNORE INTO trace_operations (trace_pk, op_id) VALUES (?, ?)',
    )
    // Spans of removed traces linger for a moment under their pk, which must not be given out again.
    const last = database
      .prepare(
        `SELECT max(coalesce((SELECT max(pk) FROM traces), 0),
                    coalesce((SELECT max(trace_pk) FROM removals), 0)) AS pk`,
      )
      .get() as { pk: number }
    this.#nextPk = last.pk + 1
  }

  begin(): void {
    this.#rows.clear()
  }

  /** The row of the trace of span `index`; made in memory where there is none yet. */
  of(traceIds: Uint8Array, index: number): TraceRow {
    const from = index * TRACE_ID_BYTES
    const traceId = traceIds.subarray(from, from + TRACE_ID_BYTES)
    const key = keyOf(traceId)
    const known = this.#rows.get(key)
    if (known) return known
    const row = this.#read(traceId) ?? this.#fresh(traceId)
    this.#rows.set(key, row)
    return row
  }

  add(row: TraceRow, span: SpanFacts): void {
    row.changed = true
    if (row.spans === 0 || span.start < row.start) row.start = span.start
    if (row.spans === 0 || span.end > row.end) row.end = span.end
    row.spans++
    row.links += span.links
    if (span.error) row.errors++
    if (span.sample) row.sample = true
    row.operations.add(span.operation)
    if (row.head === null || precedes(span, row.head)) row.head = span
  }

  flush(counts: Counts): Pick<Written, 'newTraces' | 'traceIds'> {
    let newTraces = 0
    const traceIds: string[] = []
    for (const row of this.#rows.values()) {
      if (!row.changed || row.head === null) continue
      this.#write(row, row.head)
      for (const operation of row.operations) this.#addOperation.run(row.pk, operation)
      if (row.isNew) newTraces++
      if (row.sample && !row.wasSample) counts.sampleTraces++
      traceIds.push(hexOf(row.traceId))
    }
    counts.traces += newTraces
    this.#rows.clear()
    return { newTraces, traceIds }
  }

  #write(row: TraceRow, head: NonNullable<TraceRow['head']>): void {
    const duration = row.end < row.start ? 0n : clampDuration(row.end - row.start)
    const values = [
      row.start,
      row.end,
      duration,
      row.spans,
      row.errors,
      row.links,
      head.spanId,
      head.start,
      head.operation,
      head.rooted ? 1 : 0,
      row.sample ? 1 : 0,
      row.pk,
    ]
    if (row.isNew) this.#insert.run(...values, row.traceId, Date.now())
    else this.#update.run(...values)
  }

  #read(traceId: Uint8Array): TraceRow | null {
    const found = this.#find.get(traceId) as Record<string, bigint> | undefined
    if (!found) return null
    return {
      pk: Number(found.pk),
      traceId,
      isNew: false,
      changed: false,
      start: found.start,
      end: found.end,
      spans: Number(found.spans),
      errors: Number(found.errors),
      links: Number(found.links),
      head: {
        spanId: found.head_span as unknown as Uint8Array,
        rooted: found.rooted === 1n,
        start: found.head_start,
        operation: Number(found.head_op),
      },
      sample: found.sample === 1n,
      wasSample: found.sample === 1n,
      operations: new Set(),
    }
  }

  #fresh(traceId: Uint8Array): TraceRow {
    return {
      pk: this.#nextPk++,
      traceId,
      isNew: true,
      changed: false,
      start: 0n,
      end: 0n,
      spans: 0,
      errors: 0,
      links: 0,
      head: null,
      sample: false,
      wasSample: false,
      operations: new Set(),
    }
  }
}

/**
 * Which span a trace is named after: the earliest without a parent, else the earliest; of two at one time the smaller id.
 * A total order, so the answer does not depend on the order of arrival.
 */
function precedes(a: NonNullable<TraceRow['head']>, b: NonNullable<TraceRow['head']>): boolean {
  if (a.rooted !== b.rooted) return a.rooted
  if (a.start !== b.start) return a.start < b.start
  return keyOf(a.spanId) < keyOf(b.spanId)
}

/** Bytes as a string of as many characters: native, several times cheaper than hex. */
function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
