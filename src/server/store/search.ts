import type { TraceSummary } from '../../model/summary.ts'
import type { TraceQuery, TraceSearch } from '../../sources/source.ts'
import { AttributeSearch } from './attribute-search.ts'
import type { Database } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import {
  type Condition,
  all,
  among,
  candidateSources,
  rangeConditions,
  spanConditions,
  startIndex,
  traceConditions,
} from './search-conditions.ts'
import type { Summaries } from './summaries.ts'
import { nextTurn, pacer } from './turns.ts'

/** Traces looked at between two looks at the event loop's other work. */
const PAGE = 500
/** Lines of an answer made between two such looks, some 0.1 ms each. */
const LINES_AT_ONCE = 50
/** With this many candidates or fewer they are looked up by key instead of scanning all traces in the order of the sort. */
const FEW = 5000

/** Finds traces. What each field of the query means is written at {@link TraceQuery}. */
export class Search {
  readonly #database: Database
  readonly #attributes: AttributeSearch
  readonly #summaries: Summaries

  constructor(database: Database, dictionary: Dictionary, summaries: Summaries) {
    this.#database = database
    this.#attributes = new AttributeSearch(database, dictionary)
    this.#summaries = summaries
  }

  /** @throws what `signal` is aborted with; noticed between two pages at the latest */
  async find(query: TraceQuery, signal: AbortSignal): Promise<TraceSearch> {
    const pks: number[] = []
    for await (const pk of this.#matches(query, signal)) {
      pks.push(pk)
      if (pks.length > query.limit) break
    }
    const traces: TraceSummary[] = []
    for (let from = 0; from < Math.min(pks.length, query.limit); from += LINES_AT_ONCE) {
      const some = pks.slice(from, Math.min(from + LINES_AT_ONCE, query.limit))
      const lines = this.#database.snapshot(() => some.map((pk) => this.#summaries.of(pk)))
      traces.push(...lines.filter((line) => line !== null))
      await nextTurn()
      signal.throwIfAborted()
    }
    return { traces, more: pks.length > query.limit }
  }

  async *#matches(query: TraceQuery, signal: AbortSignal): AsyncGenerator<number> {
    const few = this.#fewCandidates(query)
    if (query.attributes.length === 0) {
      yield* this.#inOrder(query, few, null, signal)
      return
    }
    const found = few === null ? await this.#attributes.find(query, signal) : null
    if (found === null) {
      yield* this.#inOrder(query, few, this.#attributes.test(query), signal)
    } else if (found.sorted) yield* found.pks
    else yield* this.#inOrder(query, among(found.pks), null, signal)
  }

  /** Traces in the order of the query, of `few` or of all, for which `test` holds where there is one. */
  async *#inOrder(
    query: TraceQuery,
    few: Condition | null,
    test: ((tracePk: number) => boolean) | null,
    signal: AbortSignal,
  ): AsyncGenerator<number> {
    const column = query.sort === 'newest' || query.sort === 'oldest' ? 'start' : 'duration'
    const descending = query.sort === 'newest' || query.sort === 'longest'
    const filter = all([...traceConditions(query), ...spanConditions(query)])
    const part = few === null && column === 'start' ? startIndex(query) : null
    const narrow = few ?? part?.condition
    const range = all([...rangeConditions(query), ...(narrow ? [narrow] : [])])
    // Each page is read whole and marked, so that a filter that nothing passes still stops after every page.
    const page = this.#database.prepareBig(
      `SELECT t.pk, t.${column} AS key, (${filter.sql}) AS hit FROM traces t ${part?.hint ?? ''}
       WHERE ${range.sql} AND (t.${column}, t.pk) ${descending ? '<' : '>'} (?, ?)
       ORDER BY t.${column} ${descending ? 'DESC' : ''}, t.pk ${descending ? 'DESC' : ''} LIMIT ${PAGE}`,
    )
    const edge = descending ? (1n << 63n) - 1n : -(1n << 63n)
    let after = [edge, edge]
    const pause = pacer()
    for (;;) {
      signal.throwIfAborted()
      const rows = page.all(...filter.values, ...range.values, ...after) as Record<string, bigint>[]
      for (const row of rows) {
        if (row.hit !== 1n) continue
        if (test) {
          await pause()
          signal.throwIfAborted()
          if (!test(Number(row.pk))) continue
        }
        yield Number(row.pk)
      }
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return
      after = [last.key, last.pk]
      await nextTurn()
    }
  }

  /** A condition that names few traces outright, where an index gives them; null where none does. */
  #fewCandidates(query: TraceQuery): Condition | null {
    for (const { sql, values } of candidateSources(query, FEW + 1)) {
      const found = this.#database
        .prepare(`SELECT DISTINCT pk FROM (${sql}) LIMIT ${FEW + 1}`)
        .all(...values) as { pk: number }[]
      if (found.length <= FEW) return among(found.map((row) => row.pk))
    }
    return null
  }
}
