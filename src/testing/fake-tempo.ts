import { attributeText } from '../model/attributes.ts'
import { STATUS_ERROR, type Span, serviceOf } from '../model/span.ts'
import { ProtoWriter } from '../otlp/proto-writer.ts'
import { protoOf } from './documents.ts'
import { oracleJson, oracleMessage } from './otlp-oracle.ts'
import { parseTinyTraceql } from './tiny-traceql.ts'

export interface FakeTempoOptions {
  /** What it says of its version; null: it does not say. */
  readonly version?: string | null
  /** Sends JSON whatever is asked for. */
  readonly json?: boolean
  /** Hours that one search may span. */
  readonly maxHours?: number
  /** Labels of traces of which only the first span is sent, as a part. */
  readonly partial?: readonly string[]
  /** Paths that answer something else. */
  readonly instead?: Readonly<Record<string, () => Response>>
}

export interface FakeTempo {
  readonly fetch: typeof globalThis.fetch
  /** Path and query of every request so far. */
  readonly requests: string[]
}

/** A Tempo in this process with these spans, by the rules of its HTTP API and of its versions. */
export function fakeTempo(spans: readonly Span[], options: FakeTempoOptions = {}): FakeTempo {
  const { version = '3.0.3', instead = {} } = options
  const [, major = '3', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? []
  const since = (wanted: number) => Number(major) * 1000 + Number(minor) >= wanted
  const requests: string[] = []
  const traces = Map.groupBy(spans, ({ ref }) => ref.traceId as string)

  function answer(url: URL, accept: string): Response {
    const { pathname: path, searchParams: params } = url
    if (path === '/api/status/buildinfo') return version === null ? nowhere() : json({ version })
    if (path === '/api/search') return search(params)
    if (path === '/api/v2/search/tags') {
      const of = selected(params)
      const scope = (name: string, keys: readonly string[]) => ({ name, tags: unique(keys) })
      return json({
        scopes: [
          scope(
            'resource',
            of.flatMap((span) => span.resource.attributes.map(({ key }) => key)),
          ),
          scope(
            'span',
            of.flatMap((span) => span.attributes.map(({ key }) => key)),
          ),
          scope('intrinsic', ['name', 'status']),
        ],
        metrics: {},
      })
    }
    const tag = /^\/api\/v2\/search\/tag\/([^/]+)\/values$/.exec(path)?.[1]
    if (tag !== undefined) return tagValues(decodeURIComponent(tag), params)
    const [, v2, id] = /^\/api\/(v2\/)?traces\/(\w+)$/.exec(path) ?? []
    if (id === undefined || (v2 && !since(2006))) return nowhere()
    return trace(id, v2 !== undefined, accept === 'application/protobuf' && !options.json)
  }

  function trace(id: string, isV2: boolean, binary: boolean): Response {
    const whole = traces.get(id) ?? []
    const isPartial = options.partial?.includes(id) ?? false
    const found = isPartial ? whole.slice(0, 1) : whole
    const message = 'Trace exceeds maximum size of 100 bytes, a partial trace is returned'
    if (!isV2) {
      if (isPartial) return text(422, 'trace exceeds max size (max bytes: 100)')
      if (found.length === 0) return text(404, '')
      if (binary) return bytes(protoOf(found))
      return json({ batches: generic(found).resourceSpans })
    }
    if (binary) return bytes(traceById(found, isPartial ? message : null))
    return json({
      trace: found.length === 0 ? {} : generic(found),
      metrics: {},
      ...(isPartial && { status: 'PARTIAL', message }),
    })
  }

  function search(params: URLSearchParams): Response {
    const [start, end, limit] = ['start', 'end', 'limit'].map((name) => Number(params.get(name)))
    const query = params.get('q') ?? ''
    if (params.has('tags')) return text(400, `can't specify tags and q`)
    if (!(start > 0 && end > start)) return text(400, 'invalid start or end')
    if (!(limit > 0)) return text(400, 'invalid limit: must be a positive number')
    const { maxHours = 168 } = options
    if (end - start > maxHours * 3600) {
      const received = `received start=${start} end=${end}`
      return text(400, `range specified by start and end exceeds ${maxHours}h0m0s. ${received}`)
    }
    if (query.includes('link:') && !since(2006)) return invalid('unknown identifier: link')
    if (query.includes('with (') && !since(2008)) return invalid('unexpected WITH')
    let traceql
    try {
      traceql = parseTinyTraceql(query)
    } catch (error) {
      return invalid((error as Error).message)
    }
    const matching = [...traces.values()]
      .filter((members) => {
        const [from, to] = extent(members)
        return from < BigInt(end) * 1_000_000_000n && to >= BigInt(start) * 1_000_000_000n
      })
      .filter((members) => traceql.matches(members))
      // Any traces that match, unless it is asked for the newest.
      .sort((a, b) => Number(extent(a)[0] - extent(b)[0]) * (traceql.mostRecent ? -1 : 1))
      .slice(0, limit)
    return json(matching.length === 0 ? { metrics: {} } : { traces: matching.map(found) })
  }

  function found(members: readonly Span[]): object {
    const [start, end] = extent(members)
    const root = members.find((span) => span.parentSpanId === null)
    const stats = Object.entries(
      Object.groupBy(members, ({ resource }) => serviceOf(resource)),
    ).map(([service, own = []]) => {
      const errors = own.filter((span) => span.statusCode === STATUS_ERROR).length
      return [service, { spanCount: own.length, ...(errors > 0 && { errorCount: errors }) }]
    })
    const durationMs = Number((end - start) / 1_000_000n)
    return {
      traceID: members[0].ref.traceId.replace(/^0+/, ''),
      rootServiceName: root ? serviceOf(root.resource) : '<root span not yet received>',
      ...(root && { rootTraceName: root.name }),
      startTimeUnixNano: String(start),
      ...(durationMs > 0 && { durationMs }),
      ...(since(2005) && { serviceStats: Object.fromEntries(stats) }),
    }
  }

  /** An empty value is left out of its object, as 2.8 does. */
  function tagValues(tag: string, params: URLSearchParams): Response {
    const of = selected(params)
    const values =
      tag === 'name'
        ? of.map((span) => span.name)
        : of.flatMap((span) => {
            const key = tag.replace(/^(resource)?\./, '')
            const own = tag.startsWith('resource.') ? [] : span.attributes
            return [...own, ...span.resource.attributes]
              .filter((entry) => entry.key === key)
              .map((entry) => attributeText(entry.value))
          })
    return json({
      tagValues: unique(values).map((value) => ({ type: 'string', ...(value && { value }) })),
    })
  }

  function selected(params: URLSearchParams): readonly Span[] {
    const query = params.get('q')
    if (query === null) return spans
    const traceql = parseTinyTraceql(query)
    return spans.filter((span) => traceql.matches([span]))
  }

  return {
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      init?.signal?.throwIfAborted()
      const url = new URL(request.url)
      requests.push(decodeURIComponent(url.pathname + url.search).replaceAll('+', ' '))
      return instead[url.pathname]?.() ?? answer(url, request.headers.get('accept') ?? '')
    },
  }
}

/** TraceByIDResponse (tempopb): the trace, then its status and why. */
function traceById(spans: readonly Span[], partial: string | null): Uint8Array {
  const w = new ProtoWriter()
  w.bytes(1, protoOf(spans))
  w.bytes(2, new Uint8Array(0))
  if (partial !== null) {
    w.uint(3, 1)
    w.string(4, partial)
  }
  return w.finish()
}

/** Protobuf's own JSON: ids in base64, enums by name. */
function generic(spans: readonly Span[]): { readonly resourceSpans: unknown } {
  return oracleJson(oracleMessage(spans)) as { resourceSpans: unknown }
}

function extent(spans: readonly Span[]): [bigint, bigint] {
  const start = spans.map((span) => span.start).reduce((a, b) => (a < b ? a : b))
  return [start, spans.map((span) => span.end).reduce((a, b) => (a > b ? a : b))]
}

const unique = (names: readonly string[]) => [...new Set(names)]
const json = (body: object) => Response.json(body)
const bytes = (body: Uint8Array) =>
  new Response(body.slice().buffer, { headers: { 'content-type': 'application/protobuf' } })
const text = (status: number, body: string) => new Response(body, { status })
const nowhere = () => text(404, '404 page not found\n')
const invalid = (why: string) => text(400, `invalid TraceQL query: ${why}`)
