import { DAY, type EpochNanos, HOUR, epochNanosFromMillis } from '../../base/time.ts'
import type { TimeWindow } from '../scan.ts'

/* Bodies of `POST /api/v5/query_range`. A field that SigNoz does not know is an error, so there are no more than are needed. */

export interface SpanQuery extends TimeWindow {
  /** Empty: all spans. */
  readonly conditions: readonly string[]
  readonly order: SpanOrder
  readonly limit: number
  readonly offset: number
}

export type SpanOrder = 'oldest' | 'newest' | 'longest'

/** Columns beside the ids and the start. */
export type Select = 'everything' | 'summary' | 'name'

const field = (name: string, fieldContext = 'span') => ({ name, fieldContext })
const COLUMNS: Readonly<Record<Select, readonly ReturnType<typeof field>[]>> = {
  everything: [],
  summary: [
    ...['name', 'kind_string', 'duration_nano', 'status_code'].map((name) => field(name)),
    field('service.name', 'resource'),
  ],
  name: [field('name')],
}

/** Spans by a filter. */
export function builderBody(query: SpanQuery, select: Select): object {
  const { conditions, order, limit, offset } = query
  return bodyOf(query, 'raw', {
    ...filterOf(conditions),
    selectFields: COLUMNS[select],
    order: ORDERS[order].map(([name, direction]) => ({ key: { name }, direction })),
    limit,
    offset,
  })
}

/** The id of every trace that has such a span. */
export function traceIdsBody(
  conditions: readonly string[],
  window: TimeWindow,
  limit: number,
): object {
  return bodyOf(window, 'scalar', {
    ...filterOf(conditions),
    groupBy: [field('trace_id')],
    aggregations: [{ expression: 'count()' }],
    limit,
  })
}

function filterOf(conditions: readonly string[]): object {
  return conditions.length === 0 ? {} : { filter: { expression: conditions.join(' AND ') } }
}

function bodyOf(window: TimeWindow, requestType: string, spec: object): object {
  return requestBody(window, requestType, {
    type: 'builder_query',
    spec: { name: 'A', signal: 'traces', ...spec },
  })
}

function requestBody(window: TimeWindow, requestType: string, query: object): object {
  return {
    schemaVersion: 'v1',
    ...millisOf(window),
    requestType,
    compositeQuery: { queries: [query] },
    noCache: true,
  }
}

const ORDERS: Readonly<Record<SpanOrder, readonly (readonly [string, 'asc' | 'desc'])[]>> = {
  // By id too: pages by offset are of no use in an order that is not the same each time.
  oldest: [
    ['timestamp', 'asc'],
    ['span_id', 'asc'],
  ],
  newest: [
    ['timestamp', 'desc'],
    ['span_id', 'asc'],
  ],
  longest: [
    ['duration_nano', 'desc'],
    ['span_id', 'asc'],
  ],
}

/** All that is stored of a span; events and attributes are parsed by the reader. */
const STORED =
  'timestamp, trace_id, span_id, parent_span_id, trace_state, name, kind, duration_nano, status_code, status_message, ' +
  'has_error, attributes_string, attributes_number, attributes_bool, resources_string, events, links'

/** The same rows for versions whose filters don't give or look into every column. The conditions are SQL. */
export function sqlBody(query: SpanQuery): object {
  const { conditions, order, limit, offset, from, to } = query
  const start = from / BILLION
  const end = (to + BILLION) / BILLION
  const where = [
    ...conditions,
    `timestamp >= toDateTime64(${start}, 9)`,
    `timestamp <= toDateTime64(${end}, 9)`,
    // The start of half an hour, by which the table is ordered; without it all that is stored would be read.
    `ts_bucket_start >= ${start - 1800n}`,
    `ts_bucket_start <= ${end}`,
  ]
  const by = ORDERS[order].map((part) => part.join(' ')).join(', ')
  return requestBody(query, 'raw', {
    type: 'clickhouse_sql',
    spec: {
      name: 'A',
      query: `SELECT ${STORED} FROM signoz_traces.distributed_signoz_index_v3 WHERE ${where.join(' AND ')} ORDER BY ${by} LIMIT ${limit} OFFSET ${offset}`,
    },
  })
}

const BILLION = 1_000_000_000n

/** SigNoz finds the unit of a time by its digits: milliseconds have 13 from 2001 until 2286. */
const FIRST_MILLIS = 10n ** 12n
const LAST_MILLIS = 10n ** 13n - 1n

/** Whole milliseconds that hold the window; its end is not part of what SigNoz looks at. */
export function millisOf({ from, to }: TimeWindow): { start: number; end: number } {
  const within = (millis: bigint, least: bigint, most: bigint) =>
    Number(millis < least ? least : millis > most ? most : millis)
  const start = within(from / 1_000_000n, FIRST_MILLIS, LAST_MILLIS - 1n)
  return { start, end: within(to / 1_000_000n + 1n, BigInt(start) + 1n, LAST_MILLIS) }
}

/** All that a SigNoz may hold; spans of known traces are found quickly in any window. */
export function allTime(now: number): TimeWindow {
  return { from: FIRST_MILLIS * 1_000_000n, to: epochNanosFromMillis(now) + BigInt(DAY) }
}

/** A window with the spans of traces around it: a trace is rarely longer. */
export function around({ from, to }: TimeWindow): TimeWindow {
  const hour: EpochNanos = BigInt(HOUR)
  return { from: from > hour ? from - hour : 0n, to: to + hour }
}
