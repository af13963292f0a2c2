import { decodeSpan } from '../../otlp/decode-span.ts'
import type { AttributeFilter, TraceQuery } from '../../sources/source.ts'
import { AttributeIndex, type Block, type BlockGroup } from './attribute-index.ts'
import { matchesAttributes, needlesOf } from './attribute-match.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { type Newest, newestOf } from './newest.ts'
import {
  type Condition,
  all,
  oneSpanConditions,
  rangeConditions,
  traceConditions,
} from './search-conditions.ts'
import { storedTime } from './stored-time.ts'
import { pacer } from './turns.ts'

/** With this many blocks or fewer all of them are read, some 0.2 ms each. */
const FEW_BLOCKS = 2000

export interface Found {
  readonly pks: readonly number[]
  /** They are all that the query asks for, in its order; else its other conditions are still to be looked at. */
  readonly sorted: boolean
}

/** Finds spans by their attributes, which must hold together with the operation and status asked for. */
export class AttributeSearch {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #index: AttributeIndex

  constructor(database: Database, dictionary: Dictionary) {
    this.#database = database
    this.#dictionary = dictionary
    this.#index = new AttributeIndex(database)
  }

  /** Null where too many spans may match, and the traces had better be looked at in the order of the query. */
  async find(query: TraceQuery, signal: AbortSignal): Promise<Found | null> {
    const groups = this.#index.groups(query.attributes)
    if (groups === null) return null
    if (query.sort === 'newest' && query.to === null) {
      return { pks: await this.#newest(query, groups, signal), sorted: true }
    }
    const from = query.from === null ? null : storedTime(query.from)
    const blocks: Block[] = []
    for (const group of groups) {
      if (from !== null && group.newest < from) break
      blocks.push(...group.blocks())
      if (blocks.length > FEW_BLOCKS) return null
    }
    const matching = this.#matching(query)
    const pks = new Set<number>()
    const pause = pacer()
    for (const block of blocks) {
      await pause()
      signal.throwIfAborted()
      for (const pk of matching(block)) pks.add(pk)
    }
    return { pks: [...pks], sorted: false }
  }

  /** Whether one span of a trace matches. */
  test(query: TraceQuery): (tracePk: number) => boolean {
    const spans = this.#spans(query, 's.trace_pk = ?')
    const matches = (tracePk: number) => {
      for (const _ of spans(tracePk)) return true
      return false
    }
    return (tracePk) => this.#database.snapshot(() => matches(tracePk))
  }

  /**
   * The traces that begin last, and one more than asked for. No trace begins after its spans: blocks are read from the latest
   * on until none that is left can hold a trace that begins later than those found.
   */
  async #newest(
    query: TraceQuery,
    groups: readonly BlockGroup[],
    signal: AbortSignal,
  ): Promise<number[]> {
    const { sql, values } = all([...rangeConditions(query), ...traceConditions(query)])
    const trace = this.#database.prepareBig(
      `SELECT t.start FROM traces t WHERE t.pk = ? AND ${sql}`,
    )
    const from = query.from === null ? null : storedTime(query.from)
    const matching = this.#matching(query)
    const found: Newest = newestOf(query.limit + 1)
    const seen = new Set<number>()
    const pause = pacer()
    const isOver = (newest: bigint) => !found.wants(newest) || (from !== null && newest < from)
    for (const group of groups) {
      if (isOver(group.newest)) break
      for (const block of group.blocks().sort((a, b) => (a.newest < b.newest ? 1 : -1))) {
        if (isOver(block.newest)) break
        await pause()
        signal.throwIfAborted()
        for (const pk of matching(block)) {
          if (seen.has(pk)) continue
          seen.add(pk)
          const row = trace.get(pk, ...values) as { start: bigint } | undefined
          if (row) found.add(pk, row.start)
        }
      }
    }
    return found.pks()
  }

  /** The traces of the spans that match in a block. */
  #matching(query: TraceQuery): (block: Block) => Set<number> {
    const spans = this.#spans(query, 's.id BETWEEN ? AND ?')
    return ({ first, last }) => this.#database.snapshot(() => new Set(spans(first, last)))
  }

  /** The traces of the spans that match, of those that `where` names. */
  #spans(
    query: TraceQuery,
    where: string,
  ): (...values: (number | bigint)[]) => Generator<number, void> {
    const filters = query.attributes
    const { sql, values } = all([
      ...oneSpanConditions(query),
      ...filters.map((filter) => this.#filterCondition(filter)),
    ])
    const statement: Statement = this.#database.prepare(
      `SELECT s.trace_pk, s.envelope_id, s.body FROM spans s WHERE ${where} AND ${sql}`,
    )
    const dictionary = this.#dictionary
    return function* (...places) {
      for (const row of statement.iterate(...places, ...values)) {
        const { around } = dictionary.envelope(row.envelope_id as number)
        if (!matchesAttributes(decodeSpan(row.body as Uint8Array, around), filters)) continue
        yield row.trace_pk as number
      }
    }
  }

  /** Holds for every span for which the filter does, and spares decoding most others. */
  #filterCondition(filter: AttributeFilter): Condition {
    const lists = needlesOf(filter)
    const within = (column: string) =>
      all(
        lists.map((list) => ({
          sql: list.map(() => `instr(${column}, ?) > 0`).join(' OR '),
          values: list,
        })),
      )
    const [ofSpan, ofResource] = [within('s.body'), within('e.resource')]
    const envelopes = this.#database
      .prepare(`SELECT id FROM envelopes e WHERE ${ofResource.sql}`)
      .all(...ofResource.values) as { id: number }[]
    return {
      sql: `(${ofSpan.sql}) OR s.envelope_id IN (SELECT value FROM json_each(?))`,
      values: [...ofSpan.values, JSON.stringify(envelopes.map(({ id }) => id))],
    }
  }
}
