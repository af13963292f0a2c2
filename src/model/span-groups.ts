import type { Nanos } from '../base/time.ts'
import { STATUS_ERROR } from './span.ts'
import { type TraceTable, linkCount, nameAt, serviceAt } from './trace-table.ts'

/** Spans of a trace that are shown as one line. */
export interface SpanGroup {
  /** Unique among the groups. */
  readonly key: string
  readonly service: string
  /** Null: of whatever operation. */
  readonly name: string | null
  /** In the order in which they were given. */
  readonly rows: readonly number[]
  /** Of the first. */
  readonly start: Nanos
  /** Sum of the durations; spans that ran at once count each for itself. */
  readonly total: Nanos
  readonly self: Nanos
  readonly errors: number
  readonly links: number
  readonly linkedFrom: number
}

/** Yields now and then. @param self as `selfTimes` gives it */
export function* groupSpans(
  table: TraceTable,
  rows: Uint32Array,
  by: 'service' | 'operation',
  self: Float64Array,
  linkedFrom: Uint32Array | null,
): Generator<void, SpanGroup[]> {
  let seen = 0
  const groups = new Map<
    number,
    { -readonly [K in keyof SpanGroup]: SpanGroup[K] } & { rows: number[] }
  >()
  for (const row of rows) {
    if (++seen % 4096 === 0) yield
    const service = table.service[row]
    // Indices, not names: no name can look like two.
    const key = by === 'service' ? service : service * table.strings.length + table.name[row]
    let group = groups.get(key)
    if (!group) {
      const name = by === 'service' ? null : nameAt(table, row)
      group = {
        key: `${by} ${service}${by === 'service' ? '' : ` ${table.name[row]}`}`,
        service: serviceAt(table, row),
        name,
        rows: [],
        start: Infinity,
        total: 0,
        self: 0,
        errors: 0,
        links: 0,
        linkedFrom: 0,
      }
      groups.set(key, group)
    }
    group.rows.push(row)
    group.start = Math.min(group.start, table.start[row])
    group.total += table.spanDuration[row]
    group.self += self[row]
    group.errors += table.status[row] === STATUS_ERROR ? 1 : 0
    group.links += linkCount(table, row)
    group.linkedFrom += linkedFrom?.[row] ?? 0
  }
  return [...groups.values()]
}
