import type { Span } from '../model/span.ts'
import { serviceOf } from '../model/span.ts'
import { signozV1Json } from './signoz-json.ts'
import { jsonText, mergedRow, signozRow } from './signoz-rows.ts'
import { type Row, type TinyFilter, parseTinyFilter } from './tiny-signoz-filter.ts'

/**
 * Versions that differ in what they answer: 0.80 has no version 5 of the query API and no lists of attributes; 0.100 has both, and
 * gives whole spans by SQL alone; 0.131 gives them by a filter too; 0.138 also finds links by a filter.
 */
export type SignozVersion = '0.80.0' | '0.100.1' | '0.131.0' | '0.138.0'

export interface FakeSignozOptions {
  readonly version?: SignozVersion
  /** What it says of its version; null: the path is kept away. */
  readonly says?: string | null
  /** Whether its users may run SQL. */
  readonly sql?: boolean
  /** Paths that answer something else. */
  readonly instead?: Readonly<Record<string, (request: Request) => Response>>
}

export interface FakeSignoz {
  answer(request: Request): Promise<Response>
  /** Path and body of every request so far. */
  readonly requests: { readonly path: string; readonly body: string }[]
}

/** A SigNoz in this process with these spans, by the rules of its HTTP API and of its versions, as its source has them. */
export function fakeSignoz(spans: readonly Span[], options: FakeSignozOptions = {}): FakeSignoz {
  const { version = '0.138.0', says = `v${version}`, sql = true, instead = {} } = options
  const release = Number(version.split('.')[1])
  const rows = spans.map(signozRow)
  const requests: { path: string; body: string }[] = []

  async function answer(request: Request): Promise<Response> {
    const { pathname: path, searchParams: params } = new URL(request.url)
    const body = await request.clone().text()
    requests.push({ path, body })
    if (Object.hasOwn(instead, path)) return instead[path](request)
    if (request.method === 'POST') return post(path, body)
    if (path === '/api/v1/version' && says !== null) {
      return Response.json({ version: says, ee: 'Y', setupCompleted: true })
    }
    if (path === '/api/v1/services/list') return Response.json(unique(spans.map(serviceOfSpan)))
    const id = /^\/api\/v1\/traces\/(\w+)$/.exec(path)?.[1]
    if (id) return Response.json(signozV1Json(spans.filter(({ ref }) => ref.traceId === id)))
    if (path.startsWith('/api/v1/fields/') && release >= 84) return fields(path, params)
    // Its own page, at whatever address.
    return new Response('<!doctype html><title>SigNoz</title><div id="root"></div>', {
      headers: { 'content-type': 'text/html' },
    })
  }

  function post(path: string, text: string): Response {
    if (path === '/api/v3/query_range') return legacyQuery(JSON.parse(text) as LegacyBody)
    if (path !== '/api/v5/query_range' || release < 87) {
      return new Response('405 method not allowed', { status: 405 })
    }
    const body = JSON.parse(text) as Body
    const unknown = [...unknownIn(body, BODY), ...unknownIn(specOf(body), SPEC)]
    if (unknown.length > 0) return problem(400, `unknown field "${unknown[0]}"`)
    const [from, to] = [nanosOf(body.start), nanosOf(body.end)]
    if (from >= to) return problem(400, 'start time must be before end time')
    const { type } = body.compositeQuery.queries[0]
    try {
      return type === 'clickhouse_sql' ? bySql(specOf(body)) : byFilter(body, from, to)
    } catch (error) {
      return problem(400, 'Found 1 errors while parsing the search expression.', [
        (error as Error).message,
      ])
    }
  }

  function byFilter(body: Body, from: bigint, to: bigint): Response {
    const { filter, selectFields = [], order = [], limit = 100, offset = 0 } = specOf(body)
    if (limit > 10_000) return problem(400, 'limit exceeds maximum allowed value of 10000')
    const parsed = parseTinyFilter(filter?.expression ?? '', columnOf)
    const missing = parsed.keys.filter((key) => !isKnown(key))
    const tooEarly = parsed.keys.filter((key) => key === 'span.links')
    if (release < 134 && [...missing, ...tooEarly].length > 0) {
      throw new Error(`key \`${[...missing, ...tooEarly][0]}\` not found`)
    }
    const found = rowsIn(parsed, from, to)
    const warnings = [...missing, ...tooEarly].map((key) => ({
      message: `key \`${key.replace(/^span\./, '')}\` not found`,
    }))
    if (body.requestType === 'scalar') {
      const groups = Map.groupBy(found, (row) => row.trace_id)
      return success('scalar', {
        queryName: 'A',
        columns: [{ name: 'trace_id' }, { name: '__result_0' }],
        data: [...groups].slice(0, limit).map(([id, members]) => [id, members.length]),
      })
    }
    const keys = order.map(({ key, direction }) => [key.name, direction] as const)
    const page = found.toSorted(inOrder(keys)).slice(offset, offset + limit)
    const shown = page.map((row) => selected(row, selectFields))
    return success('raw', rowsAnswer(shown), warnings)
  }

  /** With a filter on traces, the time looked at is no longer than theirs. */
  function rowsIn(filter: TinyFilter, from: bigint, to: bigint): Row[] {
    const named = rows.filter(({ trace_id }) => filter.traceIds.includes(String(trace_id)))
    const times = (filter.traceIds.length > 0 ? named : rows).map(startOf)
    return rows.filter((row) => {
      const start = startOf(row)
      const inside = start >= from && start < to && times.some((time) => time <= start)
      return inside && times.some((time) => time >= start) && filter.matches(row)
    })
  }

  function selected(row: Row, fields: readonly { readonly name: string }[]): Row {
    if (fields.length === 0 && release >= 130) return mergedRow(row)
    const names = fields.length > 0 ? fields.map(({ name }) => name) : DEFAULT_FIELDS
    const all = [...new Set(['timestamp', 'trace_id', 'span_id', ...names])]
    return Object.fromEntries(all.map((name) => [name, columnOf(row, name)]))
  }

  function bySql({ query = '' }: Spec): Response {
    if (!sql) return problem(403, 'only admins may run ClickHouse queries')
    const [, columns, where, by, limit, offset] =
      /^SELECT (.+) FROM signoz_traces\.distributed_signoz_index_v3 WHERE (.+) ORDER BY (.+) LIMIT (\d+) OFFSET (\d+)$/s.exec(
        query,
      ) ?? []
    if (columns === undefined) return problem(400, `Syntax error: ${query}`)
    const filter = parseTinyFilter(where, columnOf)
    const keys = by.split(', ').map((part) => part.split(' ') as [string, string])
    const found = rows.filter((row) => filter.matches(row)).sort(inOrder(keys))
    const names = columns.split(', ')
    const page = found.slice(Number(offset), Number(offset) + Number(limit))
    return success(
      'raw',
      rowsAnswer(page.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])))),
    )
  }

  function legacyQuery({ start, end, compositeQuery }: LegacyBody): Response {
    const { filters, orderBy, limit } = compositeQuery.builderQueries.A
    const items = filters.items.map(({ key, op, value }) => {
      const column = LEGACY_COLUMNS[key.key]
      const test = parseTinyFilter(`x ${op} ${literal(value)}`, (row) => columnOf(row, column))
      return test.matches
    })
    const found = rows
      .filter((row) => startOf(row) >= nanosOf(start) && startOf(row) <= nanosOf(end))
      .filter((row) => items.every((matches) => matches(row)))
      .sort(inOrder(orderBy.map((part) => [part.columnName, part.order])))
      .slice(0, limit)
    const list = found.map((row) => ({
      timestamp: row.timestamp,
      data: { name: row.name, spanID: row.span_id, traceID: row.trace_id },
    }))
    const result = [{ queryName: 'A', series: null, list: list.length === 0 ? null : list }]
    return Response.json({ status: 'success', data: { resultType: '', result } })
  }

  function fields(path: string, params: URLSearchParams): Response {
    if (path.endsWith('/keys')) {
      const entry = (key: string, fieldContext: string) => [
        key,
        [{ name: key, signal: 'traces', fieldContext, fieldDataType: 'string' }],
      ]
      const keys = [
        ...['name', 'duration_nano'].map((key) => entry(key, 'span')),
        ...spans.flatMap((span) => span.attributes.map(({ key }) => entry(key, 'attribute'))),
        ...spans.flatMap((s) => s.resource.attributes.map(({ key }) => entry(key, 'resource'))),
      ]
      return Response.json({
        status: 'success',
        data: { keys: Object.fromEntries(keys) as object, complete: true },
      })
    }
    const name = params.get('name') ?? ''
    const within = parseTinyFilter(params.get('existingQuery') ?? '', columnOf)
    const valuesIn = (of: readonly Row[]) => of.map((row) => columnOf(row, name))
    const texts = (values: readonly unknown[]) =>
      unique(values.filter((value) => typeof value === 'string'))
    const all = valuesIn(rows)
    const values = {
      stringValues: texts(all),
      numberValues: unique(all.filter((value) => typeof value === 'number')),
      relatedValues: params.has('existingQuery')
        ? texts(valuesIn(rows.filter((row) => within.matches(row))))
        : null,
    }
    return Response.json({ status: 'success', data: { values, complete: true } })
  }

  function isKnown(key: string): boolean {
    return key === 'span.links' || rows.some((row) => columnOf(row, key) !== undefined)
  }

  return { answer, requests }
}

interface Spec {
  readonly filter?: { readonly expression: string }
  readonly selectFields?: readonly { readonly name: string }[]
  readonly order?: readonly {
    readonly key: { readonly name: string }
    readonly direction: string
  }[]
  readonly limit?: number
  readonly offset?: number
  readonly query?: string
}

interface Body {
  readonly start: number
  readonly end: number
  readonly requestType: string
  readonly compositeQuery: { readonly queries: readonly { type: string; spec: Spec }[] }
}

interface LegacyBody extends Pick<Body, 'start' | 'end'> {
  readonly compositeQuery: {
    readonly builderQueries: {
      readonly A: {
        readonly filters: {
          readonly items: readonly { key: { key: string }; op: string; value: unknown }[]
        }
        readonly orderBy: readonly { columnName: string; order: string }[]
        readonly limit: number
      }
    }
  }
}

const BODY =
  'schemaVersion start end requestType compositeQuery variables noCache formatOptions'.split(' ')
const SPEC =
  'name signal filter selectFields order limit offset cursor groupBy aggregations stepInterval having query disabled'.split(
    ' ',
  )
const DEFAULT_FIELDS = ['duration_nano', 'name', 'response_status_code', 'service.name']
const LEGACY_COLUMNS: Readonly<Record<string, string>> = {
  serviceName: 'service.name',
  name: 'name',
  traceID: 'trace_id',
  hasError: 'has_error',
  durationNano: 'duration_nano',
}

function specOf({ compositeQuery }: Body): Spec {
  return compositeQuery.queries[0].spec
}

function unknownIn(value: object, known: readonly string[]): string[] {
  return Object.keys(value).filter((key) => !known.includes(key))
}

/** The unit of a time goes by its digits, as it does there. */
function nanosOf(time: number): bigint {
  return BigInt(time) * 10n ** BigInt(19 - String(time).length)
}

function startOf({ timestamp }: Row): bigint {
  const [seconds, nanos = ''] = String(timestamp).slice(0, -1).split('.')
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(nanos.padEnd(9, '0'))
}

/** What a row has under a name of the filter language, or under a column's. */
function columnOf(row: Row, key: string): unknown {
  if (key === 'ts_bucket_start') return Number((startOf(row) / 1_800_000_000_000n) * 1800n)
  if (key === 'resource_string_service$$name') return columnOf(row, 'resource.service.name')
  const [, context, name] = /^(span|attribute|resource)\.(.+)$/s.exec(key) ?? ['', '', key]
  const maps = ['attributes_string', 'attributes_number', 'attributes_bool']
  const inMaps = (names: readonly string[]) =>
    names
      .map((map) => row[map] as Record<string, unknown>)
      .find((map) => Object.hasOwn(map, name))?.[name]
  if (context === 'span') return row[name]
  if (context === 'attribute') return inMaps(maps)
  if (context === 'resource') return inMaps(['resources_string'])
  return Object.hasOwn(row, name) ? row[name] : inMaps(['resources_string', ...maps])
}

function inOrder(keys: readonly (readonly [string, string])[]): (a: Row, b: Row) => number {
  const rank = (row: Row, key: string) => (key === 'timestamp' ? startOf(row) : row[key]) as string
  return (a, b) => {
    for (const [key, direction] of keys) {
      const [x, y] = [rank(a, key), rank(b, key)]
      if (x !== y) return x < y === (direction === 'asc') ? -1 : 1
    }
    return 0
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll(/[\\']/g, '\\$&')}'` : String(value)
}

function rowsAnswer(rows: readonly Row[]): object {
  const shown = rows.map((data) => ({ timestamp: data.timestamp, data }))
  return { queryName: 'A', nextCursor: '', rows: shown.length === 0 ? null : shown }
}

function success(type: string, result: object, warnings: readonly object[] = []): Response {
  const warning = warnings.length > 0 && { warning: { message: 'Encountered warnings', warnings } }
  const data = { type, data: { results: [result] }, meta: { rowsScanned: 0 }, ...warning }
  return new Response(jsonText({ status: 'success', data }), {
    headers: { 'content-type': 'application/json' },
  })
}

function problem(status: number, message: string, details: readonly string[] = []): Response {
  const errors = details.map((detail) => ({ message: detail }))
  const error = { type: 'invalid-input', code: 'invalid_input', message, url: '', errors }
  return Response.json({ status: 'error', error }, { status })
}

const serviceOfSpan = ({ resource }: Span) => serviceOf(resource)
const unique = <T>(items: readonly T[]) => [...new Set(items)]
