import { hexOf } from '../../base/hex.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES, isZero } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import type { Envelope } from '../../otlp/decode-span.ts'
import { type IndexedSpan, indexedTo } from './attribute-indexer.ts'
import { contentDigest } from './content-digest.ts'
import type { Counts } from './counts.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary, KnownEnvelope } from './dictionary.ts'
import type { Incoming } from './incoming.ts'
import { TraceRows } from './trace-rows.ts'

/** The spans `[from, to)` of one request. */
export interface Slice {
  readonly incoming: Incoming
  readonly from: number
  readonly to: number
}

/** What a transaction changed, for those who watch. */
export interface Written {
  readonly newTraces: number
  /** Hex ids of all traces that got a span. */
  readonly traceIds: readonly string[]
  /** Hex ids of the traces that their links point to, or {@link NAMED_TRACES} and one more. */
  readonly linkedTraceIds: ReadonlySet<string>
}

/** A notice names no more traces than this; of the traces that links point to, no more are remembered. */
export const NAMED_TRACES = 100

/** Writes spans inside of a transaction that the caller holds. Statements are prepared once. */
export class SpanWriter {
  readonly #dictionary: Dictionary
  readonly #traces: TraceRows
  readonly #addSpan: Statement
  readonly #sameSpan: Statement
  readonly #firstSpan: Statement
  readonly #body: Statement
  readonly #addLink: Statement
  readonly #countEnvelope: Statement
  /** By the row of a first span: many may clash with the same. */
  readonly #firstDigests = new Map<number, Buffer>()
  #linkedTraceIds = new Set<string>()
  #added: IndexedSpan[] = []
  /** Ids are given in the order of arrival and not given out again, whatever is removed: an index goes by them. */
  #lastId: number

  constructor(database: Database, dictionary: Dictionary) {
    this.#dictionary = dictionary
    this.#traces = new TraceRows(database)
    this.#addSpan = database.prepare(
      `INSERT OR IGNORE INTO spans
         (id, trace_pk, span_id, variant, parent, start, "end", kind, status, op_id, envelope_id, links, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#sameSpan = database.prepare(
      `SELECT 1 FROM spans
       WHERE trace_pk = ? AND span_id = ? AND variant = 0 AND envelope_id = ? AND body = ?`,
    )
    this.#firstSpan = database.prepare(
      'SELECT id, envelope_id FROM spans WHERE trace_pk = ? AND span_id = ? AND variant = 0',
    )
    this.#body = database.prepare('SELECT body FROM spans WHERE id = ?')
    this.#addLink = database.prepare(
      'INSERT INTO links (target_trace, target_span, span, idx) VALUES (?, ?, ?, ?)',
    )
    this.#countEnvelope = database.prepare('UPDATE envelopes SET spans = spans + ? WHERE id = ?')
    const last = database.prepare('SELECT coalesce(max(id), 0) AS id FROM spans')
    this.#lastId = Math.max((last.get() as { id: number }).id, indexedTo(database))
  }

  /** The id of the newest span. */
  get lastId(): number {
    return this.#lastId
  }

  /** What the last call of `write` added. */
  get added(): readonly IndexedSpan[] {
    return this.#added
  }

  write(slices: readonly Slice[], counts: Counts): Written {
    this.#traces.begin()
    this.#firstDigests.clear()
    this.#linkedTraceIds = new Set()
    this.#added = []
    const perEnvelope = new Map<number, number>()
    for (const slice of slices) this.#writeSlice(slice, counts, perEnvelope)
    for (const [id, spans] of perEnvelope) this.#countEnvelope.run(spans, id)
    return { ...this.#traces.flush(counts), linkedTraceIds: this.#linkedTraceIds }
  }

  #writeSlice({ incoming, from, to }: Slice, counts: Counts, perEnvelope: Map<number, number>) {
    const { batch } = incoming
    // Ids are looked up once a slice, not once a batch: between two slices retention may remove rows.
    const envelopes = new Map<Envelope, KnownEnvelope>()
    const operations = new Map<number, number>()
    const clock = new SpanClock(batch)
    for (let i = from; i < to; i++) {
      const given = incoming.envelope(i)
      const envelope = memo(envelopes, given, () => this.#dictionary.envelopeId(given))
      const operation = memo(
        operations,
        batch.service[i] * batch.strings.length + batch.name[i],
        () =>
          this.#dictionary.operationId(
            batch.strings[batch.service[i]],
            batch.strings[batch.name[i]],
          ),
      )
      const links = batch.linkOffset[i + 1] - batch.linkOffset[i]
      const spanId = batch.spanIds.subarray(i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
      const at = i * SPAN_ID_BYTES
      const rooted = isZero(batch.parentIds, at, at + SPAN_ID_BYTES)
      const parent = rooted ? null : batch.parentIds.subarray(at, at + SPAN_ID_BYTES)
      const start = clock.start(i)
      const end = clock.end(i)
      const trace = this.#traces.of(batch.traceIds, i)

      const body = incoming.body(i)
      const id = this.#lastId + 1
      const insert = (variant: number) =>
        this.#addSpan.run(
          id,
          trace.pk,
          spanId,
          variant,
          parent,
          start,
          end,
          batch.kind[i],
          batch.status[i],
          operation,
          envelope.id,
          links,
          body,
        )
      let added = insert(0)
      if (added.changes === 0) {
        if (this.#sameSpan.get(trace.pk, spanId, envelope.id, body)) continue
        const digest = contentDigest(body, this.#dictionary.envelope(envelope.id).around)
        if (digest.equals(this.#firstDigest(trace.pk, spanId))) continue
        added = insert(variantOf(digest))
        if (added.changes === 0) continue
      }
      this.#lastId = id
      this.#added.push({ id, envelopeId: envelope.id, start, body })
      perEnvelope.set(envelope.id, (perEnvelope.get(envelope.id) ?? 0) + 1)
      counts.spans++
      counts.links += links
      this.#traces.add(trace, {
        spanId,
        rooted,
        start,
        end,
        operation,
        links,
        error: batch.status[i] === STATUS_ERROR,
        sample: envelope.sample,
      })
      if (links > 0) this.#writeLinks(batch, i, id)
    }
  }

  #firstDigest(tracePk: number, spanId: Uint8Array): Buffer {
    const first = this.#firstSpan.get(tracePk, spanId) as { id: number; envelope_id: number }
    return memo(this.#firstDigests, first.id, () => {
      const { body } = this.#body.get(first.id) as { body: Uint8Array }
      return contentDigest(body, this.#dictionary.envelope(first.envelope_id).around)
    })
  }

  #writeLinks(batch: SpanBatch, i: number, span: number): void {
    const first = batch.linkOffset[i]
    for (let l = first; l < batch.linkOffset[i + 1]; l++) {
      const trace = batch.linkTraceIds.subarray(l * TRACE_ID_BYTES, (l + 1) * TRACE_ID_BYTES)
      // An invalid target stays in the body and can't be asked for.
      if (isZero(trace)) continue
      const target = batch.linkSpanIds.subarray(l * SPAN_ID_BYTES, (l + 1) * SPAN_ID_BYTES)
      this.#addLink.run(trace, target, span, l - first)
      if (this.#linkedTraceIds.size <= NAMED_TRACES) this.#linkedTraceIds.add(hexOf(trace))
    }
  }
}

/**
 * The first span with its ids is variant 0. A later one with the same ids and another content is kept beside it, under a
 * number that depends on its content alone: sent again, it is recognised without comparing it with all the others.
 */
function variantOf(digest: Buffer): number {
  return 1 + digest.readUIntBE(0, 6)
}

function memo<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

const SIGN = 0x80000000

/** Stored times straight from the lanes: flipping the top bit is `storedTime`, with one bigint a time. */
class SpanClock {
  readonly #batch: SpanBatch
  readonly #scratch = new DataView(new ArrayBuffer(8))

  constructor(batch: SpanBatch) {
    this.#batch = batch
  }

  start(i: number): bigint {
    return this.#stored(this.#batch.start, i)
  }

  end(i: number): bigint {
    return this.#stored(this.#batch.end, i)
  }

  #stored(lanes: Uint32Array, i: number): bigint {
    this.#scratch.setUint32(0, lanes[2 * i + 1] ^ SIGN)
    this.#scratch.setUint32(4, lanes[2 * i])
    return this.#scratch.getBigInt64(0)
  }
}
