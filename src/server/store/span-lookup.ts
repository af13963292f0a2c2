import { bytesFromHex, hexOf } from '../../base/hex.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import type { SpanSummary, TraceHead } from '../../model/summary.ts'
import type { Database, Statement } from './database.ts'
import { timeOfStored } from './stored-time.ts'
import { nextTurn } from './turns.ts'

export type Found = SpanSummary | 'trace not found' | 'span not in its trace'

/** The columns that {@link summaryOfRow} reads, of `spans s`, `traces t` and `operations o`. */
export const SUMMARY_COLUMNS =
  't.trace_id, s.span_id, o.service, o.name, s.kind, s.status, s.start, s."end"'

/** The columns that {@link summaryWithTrace} reads besides, with `operations h` by {@link HEAD_JOIN}. */
export const HEAD_COLUMNS =
  't.start AS t_start, t."end" AS t_end, t.spans, t.errors, t.links, t.head_span, t.rooted, ' +
  'h.service AS h_service, h.name AS h_name'
export const HEAD_JOIN = 'JOIN operations h ON h.id = t.head_op'

export interface HeadRow extends SummaryRow {
  readonly t_start: bigint
  readonly t_end: bigint
  readonly spans: bigint
  readonly errors: bigint
  readonly links: bigint
  readonly head_span: Uint8Array
  readonly rooted: bigint
  readonly h_service: string
  readonly h_name: string
}

/** A span with what its trace is: the row of the trace is read for its key anyway. */
export function summaryWithTrace(row: HeadRow): SpanSummary {
  const trace: TraceHead = {
    rootSpanId: row.rooted === 1n ? (hexOf(row.head_span) as SpanId) : null,
    rootService: row.h_service,
    rootName: row.h_name,
    start: timeOfStored(row.t_start),
    end: timeOfStored(row.t_end),
    spanCount: Number(row.spans),
    errorCount: Number(row.errors),
    linksOut: Number(row.links),
  }
  return { ...summaryOfRow(row), trace }
}

export interface SummaryRow {
  readonly trace_id: Uint8Array
  readonly span_id: Uint8Array
  readonly service: string
  readonly name: string
  readonly kind: bigint
  readonly status: bigint
  readonly start: bigint
  readonly end: bigint
}

export function summaryOfRow(row: SummaryRow): SpanSummary {
  return {
    ref: { traceId: hexOf(row.trace_id) as TraceId, spanId: hexOf(row.span_id) as SpanId },
    service: row.service,
    name: row.name,
    kind: Number(row.kind),
    status: Number(row.status),
    start: timeOfStored(row.start),
    end: timeOfStored(row.end),
  }
}

/** More traces with one span id are a sender's mistake, of which the first few tell enough. */
const MOST_TRACES = 20
/** Traces looked into between two looks at the event loop's other work. */
const PAGE = 5000

/** Single spans by reference. */
export class SpanLookup {
  readonly #span: Statement
  readonly #trace: Statement
  readonly #lastTrace: Statement
  readonly #tracesOf: Statement

  constructor(database: Database) {
    // Of several spans with the same ids, the one that came first.
    this.#span = database.prepareBig(
      `SELECT ${SUMMARY_COLUMNS}, ${HEAD_COLUMNS} FROM traces t
       JOIN spans s ON s.trace_pk = t.pk JOIN operations o ON o.id = s.op_id ${HEAD_JOIN}
       WHERE t.trace_id = ? AND s.span_id = ? ORDER BY s.id LIMIT 1`,
    )
    this.#trace = database.prepare('SELECT 1 FROM traces WHERE trace_id = ?')
    this.#lastTrace = database.prepare('SELECT max(pk) AS pk FROM traces')
    // Spans have no index by their id alone: it would cost every span that arrives. CROSS JOIN keeps the order of the tables.
    this.#tracesOf = database.prepare(
      `SELECT DISTINCT t.trace_id FROM traces t CROSS JOIN spans s
       ON s.trace_pk = t.pk AND s.span_id = ? WHERE t.pk > ? AND t.pk <= ?`,
    )
  }

  find(ref: SpanRef): Found {
    const traceId = bytesFromHex(ref.traceId)
    const row = this.#span.get(traceId, bytesFromHex(ref.spanId)) as unknown as HeadRow | undefined
    if (row) return summaryWithTrace(row)
    return this.#trace.get(traceId) ? 'span not in its trace' : 'trace not found'
  }

  /** The traces that have a span with this id, newest first. @throws what `signal` is aborted with */
  async tracesOf(spanId: SpanId, signal: AbortSignal): Promise<TraceId[]> {
    const id = bytesFromHex(spanId)
    const found: TraceId[] = []
    const last = (this.#lastTrace.get() as { pk: number | null }).pk ?? 0
    for (let to = last; to > 0 && found.length < MOST_TRACES; to -= PAGE) {
      signal.throwIfAborted()
      const rows = this.#tracesOf.all(id, to - PAGE, to) as { trace_id: Uint8Array }[]
      found.push(...rows.map((row) => hexOf(row.trace_id) as TraceId))
      await nextTurn()
    }
    return found.slice(0, MOST_TRACES)
  }
}
