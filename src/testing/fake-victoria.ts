import type { Span } from '../model/span.ts'
import { serviceOf } from '../model/span.ts'
import { jaegerJson } from './jaeger-json.ts'
import { runLogsql } from './logsql.ts'
import { type RowLayout, victoriaRow } from './victoria-rows.ts'

export interface FakeVictoria {
  readonly fetch: typeof globalThis.fetch
  /** Path and form or query of every request so far. */
  readonly requests: { readonly path: string; readonly params: URLSearchParams }[]
}

export interface FakeVictoriaOptions {
  readonly layout?: RowLayout
  /** Whether it answers LogsQL; a proxy may keep it away. */
  readonly logsql?: boolean
}

/** A VictoriaTraces in this process with these spans, by the rules of its HTTP APIs. */
export function fakeVictoria(
  spans: readonly Span[],
  { layout = 'index last', logsql = true }: FakeVictoriaOptions = {},
): FakeVictoria {
  const rows = spans.map((span) => victoriaRow(span, layout))
  // An index of its own, which is no span.
  rows.push({ _time: '2026-11-22T14:00:00.000000000Z', _msg: '-', trace_id_idx: 'x' })
  const requests: { path: string; params: URLSearchParams }[] = []
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    init?.signal?.throwIfAborted()
    const params = init?.body instanceof URLSearchParams ? init.body : url.searchParams
    const path = url.pathname
    requests.push({ path, params })
    const query = /^\/select\/logsql\/(\w+)$/.exec(path)?.[1]
    if (query && !logsql) return new Response('forbidden', { status: 403 })
    if (query) return logsqlAnswer(query, rows, params)
    return jaegerAnswer(spans, path, params)
  }
  return { fetch, requests }
}

function logsqlAnswer(
  path: string,
  rows: readonly Record<string, string>[],
  params: URLSearchParams,
): Response {
  const [start, end] = [params.get('start') ?? '', params.get('end') ?? '9']
  const inside = rows.filter(({ _time }) => _time >= start && _time <= end)
  const found = runLogsql(params.get('query') ?? '', inside)
  const listed = (values: readonly string[]) =>
    Response.json({ values: [...new Set(values)].map((value) => ({ value, hits: 1 })) })
  if (path === 'field_names') return listed(found.flatMap((row) => Object.keys(row)))
  if (path === 'field_values') {
    const field = params.get('field') ?? ''
    return listed(found.flatMap((row) => row[field] ?? []))
  }
  return new Response(found.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

function jaegerAnswer(spans: readonly Span[], path: string, params: URLSearchParams): Response {
  const list = (data: readonly string[]) => Response.json({ data: [...new Set(data)].sort() })
  const of = (service: string | null) =>
    spans.filter(({ resource }) => serviceOf(resource) === service)
  const api = path.replace('/select/jaeger/api', '')
  if (api === '/services') return list(spans.map(({ resource }) => serviceOf(resource)))
  const service = /^\/services\/(.+)\/operations$/.exec(api)?.[1]
  if (service) return list(of(decodeURIComponent(service)).map(({ name }) => name))
  const id = /^\/traces\/(\w+)$/.exec(api)?.[1]
  if (id) {
    const found = spans.filter(({ ref }) => ref.traceId === id)
    // A trace that is not there is one without spans.
    const nothing = { data: [{ traceID: '', spans: [], processes: {} }], total: 1 }
    return Response.json(found.length === 0 ? nothing : jaegerJson(found, 'victoria'))
  }
  if (api !== '/traces') return new Response(`unsupported path: ${path}`, { status: 400 })
  if (!params.has('service')) return new Response('service name is required', { status: 400 })
  const ids = new Set(of(params.get('service')).map(({ ref }) => ref.traceId))
  return Response.json(
    jaegerJson(
      spans.filter(({ ref }) => ids.has(ref.traceId)),
      'victoria',
    ),
  )
}
