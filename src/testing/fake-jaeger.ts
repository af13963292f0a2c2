import { attributeText } from '../model/attributes.ts'
import { STATUS_ERROR, STATUS_OK, type Span, serviceOf } from '../model/span.ts'
import { tracesToJson } from '../otlp/json-span.ts'
import { jaegerJson } from './jaeger-json.ts'

/**
 * Which of Jaeger's APIs there are: the older alone (1.x behind some proxies, look-alikes), both with a v3 that knows no
 * attributes (before 2.19), both (2.19, 2.20), v3 alone (after 2.20). 2.13 takes a search for errors for its opposite.
 */
export type JaegerVersion = 'legacy' | '2.13' | '2.18' | '2.20' | 'v3 only'

export interface FakeJaeger {
  readonly fetch: typeof globalThis.fetch
  /** Path and query of every request so far. */
  readonly requests: string[]
}

/** A Jaeger in this process with these spans, by the rules of its HTTP APIs; some paths may answer something else. */
export function fakeJaeger(
  spans: readonly Span[],
  version: JaegerVersion,
  instead: Readonly<Record<string, () => Response>> = {},
): FakeJaeger {
  const requests: string[] = []
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    init?.signal?.throwIfAborted()
    requests.push(url.pathname + url.search)
    const { pathname, searchParams: params } = url
    const other = instead[pathname]
    if (other) return other()
    const isV3 = pathname.startsWith('/api/v3/')
    if (isV3 ? version === 'legacy' : version === 'v3 only') return nowhere()
    return isV3
      ? v3Answer(spans, pathname, params, version)
      : legacyAnswer(spans, pathname, params, version)
  }
  return { fetch, requests }
}

function v3Answer(
  spans: readonly Span[],
  path: string,
  params: URLSearchParams,
  version: JaegerVersion,
): Response {
  const knowsAttributes = version !== '2.18' && version !== '2.13'
  const fail = (httpCode: number, message: string) =>
    // The body is JSON, and is called text.
    new Response(JSON.stringify({ error: { httpCode, message } }), {
      status: httpCode,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  const traces = (found: readonly Span[]) =>
    found.length === 0
      ? fail(404, 'No traces found')
      : Response.json({ result: tracesToJson(found) })
  if (path === '/api/v3/services') return Response.json(listed('services', servicesOf(spans)))
  if (path === '/api/v3/operations') {
    const names = operationsOf(spans, params.get('service')).map((name) => ({
      name,
      spanKind: 'x',
    }))
    return Response.json(listed('operations', names))
  }
  if (path === '/api/v3/trace-summaries' && knowsAttributes) return fail(400, 'start_time_min')
  if (path !== '/api/v3/traces') {
    const id = /^\/api\/v3\/traces\/(\w+)$/.exec(path)?.[1]
    return id ? traces(spans.filter(({ ref }) => ref.traceId === id)) : nowhere()
  }
  const from = params.get('query.start_time_min')
  const to = params.get('query.start_time_max')
  if (!from || !to) return fail(400, 'malformed parameter query.start_time_min')
  if (!params.has('query.num_traces')) return fail(500, 'search depth must be greater than 0')
  const service = params.get('query.service_name')
  // As version 1 does: no refusal, and nothing found.
  if (service === null && version === '2.18') return traces([])
  const found = search(spans, {
    service,
    operation: params.get('query.operation_name'),
    from: nanosOf(from),
    to: nanosOf(to),
    limit: Number(params.get('query.num_traces')),
    tags: knowsAttributes ? params.get('query.attributes') : null,
  })
  return traces(found)
}

function legacyAnswer(
  spans: readonly Span[],
  path: string,
  params: URLSearchParams,
  version: JaegerVersion,
): Response {
  const fail = (code: number, msg: string) =>
    Response.json({ data: null, total: 0, errors: [{ code, msg }] }, { status: code })
  const list = (data: readonly string[]) =>
    Response.json({ data: data.length === 0 ? null : data, errors: null })
  if (path === '/api/services') return list(servicesOf(spans))
  const service = /^\/api\/services\/([^/]+)\/operations$/.exec(path)?.[1]
  if (service) return list(operationsOf(spans, decodeURIComponent(service)))
  const id = /^\/api\/traces\/(\w+)$/.exec(path)?.[1]
  if (id) {
    const found = spans.filter(({ ref }) => ref.traceId === id)
    if (found.length === 0) return fail(404, 'trace not found')
    return found.some(hasNaN) ? fail(500, NOT_JSON) : Response.json(jaegerJson(found))
  }
  if (path !== '/api/traces') return nowhere()
  if (!params.has('service')) return fail(400, `parameter 'service' is required`)
  const found = search(spans, {
    service: params.get('service'),
    operation: params.get('operation'),
    from: BigInt(params.get('start') ?? 0) * 1000n,
    to: BigInt(params.get('end') ?? 0) * 1000n,
    limit: Number(params.get('limit') ?? 100),
    tags: params.get('tags'),
    errorMeansOk: version === '2.13',
  })
  return Response.json(jaegerJson(found))
}

/** What JSON can't say, a Jaeger of Go can't write. */
const NOT_JSON =
  'failed writing HTTP response: failed marshalling HTTP response to JSON: json: unsupported value: NaN'

function hasNaN({ attributes }: Span): boolean {
  return attributes.some(({ value }) => typeof value === 'number' && !Number.isFinite(value))
}

function nowhere(): Response {
  return new Response('404 page not found\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

function listed(name: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [name]: items }
}

function servicesOf(spans: readonly Span[]): string[] {
  return [...new Set(spans.map(({ resource }) => serviceOf(resource)))].reverse()
}

function operationsOf(spans: readonly Span[], service: string | null): string[] {
  const of = spans.filter(({ resource }) => serviceOf(resource) === service)
  return [...new Set(of.map(({ name }) => name))].sort()
}

interface Search {
  readonly service: string | null
  readonly operation: string | null
  readonly from: bigint
  readonly to: bigint
  readonly limit: number
  readonly tags: string | null
  /** As the memory store of 2.13, which wants no text there. */
  readonly errorMeansOk?: boolean
}

/** All spans of the newest traces that have a span with all of this. */
function search(spans: readonly Span[], query: Search): Span[] {
  const tags = Object.entries(JSON.parse(query.tags ?? '{}') as Record<string, string>)
  const matching = spans.filter(
    (span) =>
      (query.service === null || serviceOf(span.resource) === query.service) &&
      (query.operation === null || span.name === query.operation) &&
      span.start >= query.from &&
      span.start <= query.to &&
      tags.every(([key, value]) =>
        key === 'error' && query.errorMeansOk
          ? span.statusCode === STATUS_OK
          : hasTag(span, key, value),
      ),
  )
  const newest = matching.sort((a, b) => Number(b.start - a.start)).map(({ ref }) => ref.traceId)
  const found = new Set([...new Set(newest)].slice(0, query.limit))
  return spans.filter(({ ref }) => found.has(ref.traceId))
}

function hasTag(span: Span, key: string, value: string): boolean {
  if (key === 'error') return (span.statusCode === STATUS_ERROR) === (value === 'true')
  return [...span.attributes, ...span.resource.attributes].some(
    (entry) => entry.key === key && attributeText(entry.value) === value,
  )
}

/** RFC 3339 with nanoseconds. */
function nanosOf(text: string): bigint {
  const [, seconds, nanos] = /^(.*)\.(\d{9})Z$/.exec(text) ?? []
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(nanos)
}
