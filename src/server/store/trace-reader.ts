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

type Row = readonly [envelopeId: number, body: Uint8Array]

/** Whole traces, a page at a time: a trace of a hundred thousand spans neither fills memory nor stops ingest. */
export class TraceReader {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #trace: Statement
  readonly #ids: Statement
  readonly #page: Statement

  constructor(database: Database, dictionary: Dictionary) {
    this.#database = database
    this.#dictionary = dictionary
    this.#trace = database.prepare('SELECT pk FROM traces WHERE trace_id = ?')
    this.#ids = database.prepareArrays('SELECT id FROM spans WHERE trace_pk = ?')
    this.#page = database.prepareArrays(
      `SELECT s.envelope_id, s.body FROM json_each(?) j CROSS JOIN spans s ON s.id = j.value`,
    )
  }

  /**
   * The spans of a trace in pages, in the order of arrival but for one thing: in a page, spans of one envelope stand side by
   * side. Null when the trace is not here. A page throws if the trace was removed since the one before: the answer must not
   * end as if it were whole.
   */
  pages(traceId: TraceId): Generator<StoredSpan[]> | null {
    const id = bytesFromHex(traceId)
    const trace = this.#trace.get(id) as { pk: number } | undefined
    return trace ? this.#pages(id, trace.pk) : null
  }

  /** Ids come from an index alone; read in their order, rows that arrived together are read together. */
  *#pages(traceId: Uint8Array | null, pk: number): Generator<StoredSpan[]> {
    const rows = this.#ids.all(pk) as unknown as [number][]
    const ids = Float64Array.from(rows, ([id]) => id).sort()
    for (let from = 0; from < ids.length; from += PAGE) {
      yield this.#database.snapshot(() => {
        const now = this.#trace.get(traceId) as { pk: number } | undefined
        if (now?.pk !== pk) {
          throw new StoreError('failed', 'The trace was removed while it was read.')
        }
        const page = JSON.stringify([...ids.subarray(from, from + PAGE)])
        return grouped(this.#page.all(page) as unknown as Row[]).map(([envelopeId, bytes]) => ({
          ...this.#dictionary.envelope(envelopeId),
          bytes,
        }))
      })
    }
  }
}

function grouped(rows: readonly Row[]): Row[] {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row[0])
    if (group) group.push(row)
    else groups.set(row[0], [row])
  }
  return [...groups.values()].flat()
}
