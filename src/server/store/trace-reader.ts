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

/** A page in one row: one value costs as much as one value of each span would. */
type Page = readonly [bodies: Uint8Array, lengths: string, envelopeIds: string]

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
    this.#trace = database.prepare('SELECT pk, spans, received FROM traces WHERE trace_id = ?')
    this.#ids = database.prepareArrays('SELECT group_concat(id) FROM spans WHERE trace_pk = ?')
    // Bytes joined as text stay the bytes that they are: SQLite does not look at what UTF-8 says.
    this.#page = database.prepareArrays(
      `SELECT CAST(group_concat(body, '') AS BLOB), group_concat(length(body)), group_concat(envelope_id)
       FROM (SELECT s.body, s.envelope_id FROM json_each(?) j CROSS JOIN spans s ON s.id = j.value)`,
    )
  }

  /** Another when the trace got spans, or is another one with the same id; null when it is not here. */
  version(traceId: TraceId): string | null {
    const trace = this.#trace.get(bytesFromHex(traceId)) as
      | { spans: number; received: number }
      | undefined
    return trace ? `${trace.received}-${trace.spans}` : null
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
    const [list] = this.#ids.get(pk) as unknown as [string | null]
    const ids = Float64Array.from(list === null ? [] : list.split(','), Number).sort()
    for (let from = 0; from < ids.length; from += PAGE) {
      yield this.#database.snapshot(() => {
        const now = this.#trace.get(traceId) as { pk: number } | undefined
        if (now?.pk !== pk) {
          throw new StoreError('failed', 'The trace was removed while it was read.')
        }
        const page = JSON.stringify([...ids.subarray(from, from + PAGE)])
        return this.#spansOf(this.#page.get(page) as unknown as Page)
      })
    }
  }

  #spansOf([bodies, lengths, envelopeIds]: Page): StoredSpan[] {
    const ids = envelopeIds.split(',')
    const groups = new Map<string, StoredSpan[]>()
    let from = 0
    for (const [i, length] of lengths.split(',').entries()) {
      const to = from + Number(length)
      const { envelope, around } = this.#dictionary.envelope(Number(ids[i]))
      const span = { envelope, around, bytes: bodies.subarray(from, to) }
      const group = groups.get(ids[i])
      if (group) group.push(span)
      else groups.set(ids[i], [span])
      from = to
    }
    return [...groups.values()].flat()
  }
}
