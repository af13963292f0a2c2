import { bytesFromHex } from '../../base/hex.ts'
import type { TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { decodeSpan } from '../../otlp/decode-span.ts'
import type { AttributeFilter, TraceQuery, TraceSearch } from '../../sources/source.ts'
import { matchesAttributes, needlesOf } from './attribute-match.ts'
import type { Database } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { clampDuration, storedTime } from './stored-time.ts'
import type { Summaries } from './summaries.ts'
import { nextTurn, pacer } from './turns.ts'
import { VISIBLE_LINK } from './visible-link.ts'

type Value = bigint | number | string | Uint8Array | null

/** A piece of SQL with the values of its question marks. */
interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** Traces looked at between two looks at the event loop's other work. */
const PAGE = 500
/** With this many candidates or fewer they are looked up by key instead of scanning all traces in the order of the sort. */
const FEW = 5000

const STATUS_SQL = { ok: '= 1', error: '= 2', unset: 'NOT IN (1, 2)' }

/** Finds traces. What each field of the query means is written at {@link TraceQuery}. */
export class Search {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #summaries: Summaries

  constructor(database: Database, dictionary: Dictionary, summaries: Summaries) {
    this.#database = database
    this.#dictionary = dictionary
    this.#summaries = summaries
  }

  /** @throws what `signal` is aborted with; noticed between two pages at the latest */
  async find(query: TraceQuery, signal: AbortSignal): Promise<TraceSearch> {
    const traces: TraceSummary[] = []
    const pause = pacer()
    for await (const pk of this.#matches(query, signal)) {
      if (traces.length === query.limit) return { traces, more: true }
      const summary = this.#database.snapshot(() => this.#summaries.of(pk))
      if (summary) traces.push(summary)
      await pause()
    }
    return { traces, more: false }
  }

  async *#matches(query: TraceQuery, signal: AbortSignal): AsyncGenerator<number> {
    const filter = all([...traceConditions(query), ...spanConditions(query)])
    const range = all([...rangeConditions(query), ...this.#candidates(query)])
    const column = query.sort === 'newest' || query.sort === 'oldest' ? 'start' : 'duration'
    const descending = query.sort === 'newest' || query.sort === 'longest'
    // Each page is read whole and marked, so that a filter that nothing passes still stops after every page.
    const page = this.#database.prepareBig(
      `SELECT t.pk, t.${column} AS key, (${filter.sql}) AS hit FROM traces t
       WHERE ${range.sql} AND (t.${column}, t.pk) ${descending ? '<' : '>'} (?, ?)
       ORDER BY t.${column} ${descending ? 'DESC' : ''}, t.pk ${descending ? 'DESC' : ''} LIMIT ${PAGE}`,
    )
    const attributes =
      query.attributes.length === 0 ? null : this.#attributeSearch(query, query.attributes)
    const edge = descending ? (1n << 63n) - 1n : -(1n << 63n)
    let after = [edge, edge]
    const pause = pacer()
    for (;;) {
      signal.throwIfAborted()
      const rows = page.all(...filter.values, ...range.values, ...after) as Record<string, bigint>[]
      for (const row of rows) {
        if (row.hit !== 1n) continue
        if (attributes) {
          await pause()
          signal.throwIfAborted()
          if (!attributes(Number(row.pk))) continue
        }
        yield Number(row.pk)
      }
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return
      after = [last.key, last.pk]
      await nextTurn()
    }
  }

  /** A condition that names few traces outright, where an index gives them. */
  #candidates(query: TraceQuery): Condition[] {
    const sources: Condition[] = []
    if (query.traceIds) sources.push(listedTraces(query.traceIds))
    if (query.linksTo !== null) {
      sources.push(linkingTraces(query.linksTo))
    }
    const operations = operationCondition(query)
    if (operations) {
      sources.push({
        sql: `SELECT x.trace_pk AS pk FROM trace_operations x WHERE x.op_id ${operations.sql}`,
        values: operations.values,
      })
    }
    for (const { sql, values } of sources) {
      const found = this.#database
        .prepare(`SELECT DISTINCT pk FROM (${sql}) LIMIT ${FEW + 1}`)
        .all(...values) as { pk: number }[]
      if (found.length > FEW) continue
      const keys = JSON.stringify(found.map((row) => row.pk))
      return [{ sql: 't.pk IN (SELECT value FROM json_each(?))', values: [keys] }]
    }
    return []
  }

  /** Whether one span of a trace has the attributes, with the operation and status asked for. */
  #attributeSearch(
    query: TraceQuery,
    filters: readonly AttributeFilter[],
  ): (tracePk: number) => boolean {
    const conditions = [
      ...oneSpanConditions(query),
      ...filters.map((filter): Condition => {
        const lists = needlesOf(filter)
        const within = (column: string) =>
          all(
            lists.map((list) => ({
              sql: list.map(() => `instr(${column}, ?) > 0`).join(' OR '),
              values: list,
            })),
          )
        const [ofSpan, ofResource] = [within('s.body'), within('e.resource')]
        return {
          sql: `(${ofSpan.sql}) OR s.envelope_id IN (SELECT id FROM envelopes e WHERE ${ofResource.sql})`,
          values: [...ofSpan.values, ...ofResource.values],
        }
      }),
    ]
    const { sql, values } = all(conditions)
    const spans = this.#database.prepare(
      `SELECT s.envelope_id, s.body FROM spans s WHERE s.trace_pk = ? AND ${sql}`,
    )
    const holds = (tracePk: number) => {
      for (const row of spans.iterate(tracePk, ...values)) {
        const { around } = this.#dictionary.envelope(row.envelope_id as number)
        if (matchesAttributes(decodeSpan(row.body as Uint8Array, around), filters)) return true
      }
      return false
    }
    return (tracePk) => this.#database.snapshot(() => holds(tracePk))
  }
}

/** What the index of the sort can narrow, and what is cheap beside it. */
function rangeConditions(query: TraceQuery): Condition[] {
  const conditions: Condition[] = []
  const add = (sql: string, value: Value) => conditions.push({ sql, values: [value] })
  if (query.from !== null) add('t.start >= ?', storedTime(query.from))
  if (query.to !== null) add('t.start <= ?', storedTime(query.to))
  if (query.minDuration !== null) add('t.duration >= ?', durationValue(query.minDuration))
  if (query.maxDuration !== null) add('t.duration <= ?', durationValue(query.maxDuration))
  return conditions
}

function durationValue(nanos: number): bigint {
  return clampDuration(BigInt(Math.ceil(nanos)))
}

function traceConditions(query: TraceQuery): Condition[] {
  const conditions: Condition[] = []
  if (query.traceIds) {
    const { sql, values } = listedTraces(query.traceIds)
    conditions.push({ sql: `t.pk IN (${sql})`, values })
  }
  if (query.links === 'out') conditions.push({ sql: 't.links > 0', values: [] })
  if (query.links === 'in') {
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM links l WHERE l.target_trace = t.trace_id AND ${VISIBLE_LINK})`,
      values: [],
    })
  }
  if (query.linksTo !== null) {
    const { sql, values } = linkingTraces(query.linksTo)
    conditions.push({ sql: `t.pk IN (${sql})`, values })
  }
  return conditions
}

/** Selects the traces with these ids, as `pk`. */
function listedTraces(ids: readonly TraceId[]): Condition {
  const places = ids.map(() => '?').join(', ')
  return {
    sql: `SELECT pk FROM traces WHERE trace_id IN (${places})`,
    values: ids.map(bytesFromHex),
  }
}

/** Selects the traces that link to one, as `pk`. */
function linkingTraces(target: TraceId): Condition {
  return {
    sql: 'SELECT s.trace_pk AS pk FROM links l JOIN spans s ON s.id = l.span WHERE l.target_trace = ?',
    values: [bytesFromHex(target)],
  }
}

/** Conditions on the trace's spans that SQL alone decides; one of them must meet all. */
function spanConditions(query: TraceQuery): Condition[] {
  const operations = operationCondition(query)
  if (query.status === 'any') {
    if (!operations) return []
    return [
      {
        sql: `EXISTS (SELECT 1 FROM trace_operations x
                      WHERE x.trace_pk = t.pk AND x.op_id ${operations.sql})`,
        values: operations.values,
      },
    ]
  }
  if (query.status === 'error' && !operations) return [{ sql: 't.errors > 0', values: [] }]
  const { sql, values } = all(oneSpanConditions(query))
  return [{ sql: `EXISTS (SELECT 1 FROM spans s WHERE s.trace_pk = t.pk AND ${sql})`, values }]
}

function oneSpanConditions(query: TraceQuery): Condition[] {
  const conditions: Condition[] = []
  const operations = operationCondition(query)
  if (operations) conditions.push({ ...operations, sql: `s.op_id ${operations.sql}` })
  if (query.status !== 'any') {
    conditions.push({ sql: `s.status ${STATUS_SQL[query.status]}`, values: [] })
  }
  return conditions
}

function operationCondition({ service, operation }: TraceQuery): Condition | null {
  const tests: Condition[] = []
  if (service !== null) tests.push({ sql: 'service = ?', values: [service] })
  if (operation !== null) tests.push({ sql: 'name = ?', values: [operation] })
  if (tests.length === 0) return null
  const { sql, values } = all(tests)
  return { sql: `IN (SELECT id FROM operations WHERE ${sql})`, values }
}

function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(' AND ') || '1',
    values: conditions.flatMap((condition) => condition.values),
  }
}
