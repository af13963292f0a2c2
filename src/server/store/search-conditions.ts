import { bytesFromHex } from '../../base/hex.ts'
import type { TraceId } from '../../model/ids.ts'
import type { TraceQuery } from '../../sources/source.ts'
import { clampDuration, storedTime } from './stored-time.ts'
import { VISIBLE_LINK } from './visible-link.ts'

export type Value = bigint | number | string | Uint8Array | null

/** A piece of SQL with the values of its question marks. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

const STATUS_SQL = { ok: '= 1', error: '= 2', unset: 'NOT IN (1, 2)' }

/** Selects, as `pk`, traces among which all that the query finds are; each from an index, and of more than `limit` no more. */
export function candidateSources(query: TraceQuery, limit: number): Condition[] {
  const sources: Condition[] = []
  if (query.traceIds) sources.push(listedTraces(query.traceIds))
  if (query.linksTo !== null) sources.push(linkingTraces(query.linksTo))
  const operations = operationCondition(query)
  if (operations) {
    sources.push({
      sql: `SELECT x.trace_pk AS pk FROM trace_operations x WHERE x.op_id ${operations.sql}`,
      values: operations.values,
    })
  }
  if (query.minDuration !== null || query.maxDuration !== null) {
    const { sql, values } = all(durationConditions(query))
    sources.push({ sql: `SELECT t.pk FROM traces t WHERE ${sql}`, values })
  }
  if (query.status === 'error') {
    sources.push({ sql: 'SELECT pk FROM traces WHERE errors > 0', values: [] })
  }
  if (query.links === 'out') {
    sources.push({ sql: 'SELECT pk FROM traces WHERE links > 0', values: [] })
  }
  if (query.links === 'in') sources.push(targets(limit))
  return sources
}

/** Traces that are linked from somewhere. From one target to the next by a look-up: some have a great many links. */
function targets(limit: number): Condition {
  return {
    sql: `WITH RECURSIVE target (id, n) AS (
            SELECT min(target_trace), 1 FROM links
            UNION ALL
            SELECT (SELECT min(target_trace) FROM links WHERE target_trace > target.id), n + 1
            FROM target WHERE target.id IS NOT NULL AND n <= ?)
          SELECT coalesce((SELECT pk FROM traces WHERE trace_id = id), -n) AS pk FROM target
          WHERE id IS NOT NULL`,
    values: [limit],
  }
}

/** Only these traces. */
export function among(pks: readonly number[]): Condition {
  return { sql: 't.pk IN (SELECT value FROM json_each(?))', values: [JSON.stringify(pks)] }
}

/** An index in the order of start that holds only traces with what the query asks for. */
export function startIndex(query: TraceQuery): { hint: string; condition: Condition } | null {
  if (query.status === 'error') {
    return { hint: 'INDEXED BY traces_errors', condition: { sql: 't.errors > 0', values: [] } }
  }
  if (query.links === 'out') {
    return { hint: 'INDEXED BY traces_links', condition: { sql: 't.links > 0', values: [] } }
  }
  return null
}

/** What the index of the sort can narrow, and what is cheap beside it. */
export function rangeConditions(query: TraceQuery): Condition[] {
  const conditions: Condition[] = []
  const add = (sql: string, value: Value) => conditions.push({ sql, values: [value] })
  if (query.from !== null) add('t.start >= ?', storedTime(query.from))
  if (query.to !== null) add('t.start <= ?', storedTime(query.to))
  return [...conditions, ...durationConditions(query)]
}

function durationConditions(query: TraceQuery): Condition[] {
  const conditions: Condition[] = []
  const add = (sql: string, value: Value) => conditions.push({ sql, values: [value] })
  if (query.minDuration !== null) add('t.duration >= ?', durationValue(query.minDuration))
  if (query.maxDuration !== null) add('t.duration <= ?', durationValue(query.maxDuration))
  return conditions
}

function durationValue(nanos: number): bigint {
  return clampDuration(BigInt(Math.ceil(nanos)))
}

export function traceConditions(query: TraceQuery): Condition[] {
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
export function spanConditions(query: TraceQuery): Condition[] {
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
  const exists = {
    sql: `EXISTS (SELECT 1 FROM spans s WHERE s.trace_pk = t.pk AND ${sql})`,
    values,
  }
  return query.status === 'error' ? [{ sql: 't.errors > 0', values: [] }, exists] : [exists]
}

export function oneSpanConditions(query: TraceQuery): Condition[] {
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

export function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(' AND ') || '1',
    values: conditions.flatMap((condition) => condition.values),
  }
}
