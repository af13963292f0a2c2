import { bytesFromHex } from '../../base/hex.ts'
import type { TraceId } from '../../model/ids.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary, StoredEnvelope } from './dictionary.ts'
import { StoreError } from './store-error.ts'

/** One stored span: its bytes as received and what is around it. */
export interface StoredSpan extends StoredEnvelope {
  readonly bytes: Uint8Array
}

const PAGE = 2000

interface Row {
  readonly span_id: Uint8Array
  readonly variant: number
  readonly envelope_id: number
  readonly body: Uint8Array
}

/** Whole traces, a page at a time: a trace of a hundred thousand spans neither fills memory nor stops ingest. */
export class TraceReader {
  readonly #dictionary: Dictionary
  readonly #trace: Statement
  readonly #page: Statement

  constructor(database: Database, dictionary: Dictionary) {
    this.#dictionary = dictionary
    this.#trace = database.prepare('SELECT pk FROM traces WHERE trace_id = ?')
    this.#page = database.prepare(
      `SELECT span_id, variant, envelope_id, body FROM spans
       WHERE trace_pk = ? AND (span_id, variant) > (?, ?)
       ORDER BY span_id, variant LIMIT ${PAGE}`,
    )
  }

  /**
   * The spans of a trace in pages, each with spans of one envelope side by side; null when the trace is not here.
   * A page throws if the trace was removed since the one before: the answer must not end as if it were whole.
   */
  pages(traceId: TraceId): Generator<StoredSpan[]> | null {
    const id = bytesFromHex(traceId)
    const trace = this.#trace.get(id) as { pk: number } | undefined
    return trace ? this.#pages(id, trace.pk) : null
  }

  *#pages(id: Uint8Array | null, pk: number): Generator<StoredSpan[]> {
    let last: Pick<Row, 'span_id' | 'variant'> = { span_id: new Uint8Array(0), variant: -1 }
    for (;;) {
      const now = this.#trace.get(id) as { pk: number } | undefined
      if (now?.pk !== pk) throw new StoreError('failed', 'The trace was removed while it was read.')
      const rows = this.#page.all(pk, last.span_id, last.variant) as unknown as Row[]
      const end = rows.at(-1)
      if (!end) return
      last = end
      yield grouped(rows).map((row) => {
        return { ...this.#dictionary.envelope(row.envelope_id), bytes: row.body }
      })
      if (rows.length < PAGE) return
    }
  }
}

function grouped(rows: readonly Row[]): Row[] {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.envelope_id)
    if (group) group.push(row)
    else groups.set(row.envelope_id, [row])
  }
  return [...groups.values()].flat()
}
