import { bytesFromHex, hexOf } from '../../base/hex.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import type { SpanSummary } from '../../model/summary.ts'
import type { Database, Statement } from './database.ts'
import { timeOfStored } from './stored-time.ts'

export type Found = SpanSummary | 'trace not found' | 'span not in its trace'

/** The columns that {@link summaryOfRow} reads, of `spans s`, `traces t` and `operations o`. */
export const SUMMARY_COLUMNS =
  't.trace_id, s.span_id, o.service, o.name, s.kind, s.status, s.start, s."end"'

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

/** Single spans by reference. */
export class SpanLookup {
  readonly #span: Statement
  readonly #trace: Statement

  constructor(database: Database) {
    // Of several spans with the same ids, the one that came first.
    this.#span = database.prepareBig(
      `SELECT ${SUMMARY_COLUMNS} FROM traces t
       JOIN spans s ON s.trace_pk = t.pk JOIN operations o ON o.id = s.op_id
       WHERE t.trace_id = ? AND s.span_id = ? ORDER BY s.id LIMIT 1`,
    )
    this.#trace = database.prepare('SELECT 1 FROM traces WHERE trace_id = ?')
  }

  find(ref: SpanRef): Found {
    const traceId = bytesFromHex(ref.traceId)
    const row = this.#span.get(traceId, bytesFromHex(ref.spanId)) as unknown as
      | SummaryRow
      | undefined
    if (row) return summaryOfRow(row)
    return this.#trace.get(traceId) ? 'span not in its trace' : 'trace not found'
  }
}
