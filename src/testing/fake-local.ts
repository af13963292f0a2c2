import { inSlices } from '../base/slices.ts'
import { MAX_EPOCH_NANOS } from '../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import type { Span } from '../model/span.ts'
import { fileSource } from '../sources/file/client.ts'
import { decodeFile } from '../sources/file/decode-file.ts'
import type { DecodedFile } from '../sources/file/decoded-file.ts'
import * as schema from '../sources/local/schema.ts'
import {
  backlinksToWire,
  linkMapToWire,
  queryFromWire,
  spanSummaryToWire,
  traceSummaryToWire,
} from '../sources/local/wire.ts'
import { type Resolution, SourceError, type TraceSource } from '../sources/source.ts'

export interface FakeLocal {
  /** Requests in, responses out; whatever stands before `/api/v1` in the path is not looked at. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly spans: readonly Span[]
}

/** The name of a path and its parameters. */
type Answer = (request: Request, params: URLSearchParams) => unknown

const LINKS_LIMIT = 500
const MAP_LINKS = 100_000

/**
 * The embedded store's API in this process, wherever that runs: the traces of one OTLP protobuf document, which count as the
 * sample scenario. `server/staged-api.test.ts` holds its answers against those of the server.
 */
export async function fakeLocal(document: Uint8Array): Promise<FakeLocal> {
  const { signal } = new AbortController()
  const file = await inSlices(decodeFile('sample', document), signal)
  const sample = await fileSource([file], { signal })
  const nothing = await fileSource([], { signal })
  let source = sample

  const count = async () => (await everyTrace(source, signal)).length
  const answers: Readonly<Record<string, Answer>> = {
    'GET services': async ({ signal }) => ({ services: await source.listServices(signal) }),
    'GET operations': async ({ signal }, params) => ({
      operations: await source.listOperations(params.get('service') ?? '', signal),
    }),
    'GET attribute-keys': async ({ signal }, params) => ({
      keys: await source.listAttributeKeys(params.get('service'), signal),
    }),
    'GET attribute-values': async ({ signal }, params) => ({
      values: await source.listAttributeValues(
        params.get('key') ?? '',
        params.get('service'),
        signal,
      ),
    }),
    'GET traces': async ({ signal }, params) => {
      const attribute = params.getAll('attribute')
      const traceId = params.has('traceId') ? params.getAll('traceId') : undefined
      const given = { ...Object.fromEntries(params), attribute, traceId }
      const query = queryFromWire(schema.searchParams.parse(given))
      const { traces, more } = await source.searchTraces(query, signal)
      return { traces: traces.map(sampleToWire), more }
    },
    'POST spans/resolve': async (request) => {
      const { refs } = schema.resolveRequest.parse(await request.json())
      const resolved = await source.resolveSpans(refs as SpanRef[], request.signal)
      return { spans: resolved.map(resolutionToWire), removedBefore: null }
    },
    'GET spans': async ({ signal }, params) => {
      const refs = (await source.findSpan?.((params.get('spanId') ?? '') as SpanId, signal)) ?? []
      return { traceIds: refs.map(({ traceId }) => traceId) }
    },
    'GET links': async ({ signal }, params) => {
      const { traceId, spanId, cursor, limit } = schema.linksParams.parse(
        Object.fromEntries(params),
      )
      const query = {
        traceId: traceId as TraceId,
        spanId: (spanId ?? null) as SpanId | null,
        cursor: cursor ?? null,
        limit: limit ?? LINKS_LIMIT,
      }
      const page = await source.findLinksTo(query, signal)
      return backlinksToWire(page.backlinks, page)
    },
    'GET links/counts': async ({ signal }, params) => {
      const id = (params.get('traceId') ?? '') as TraceId
      const counts = (await source.countLinksTo?.(id, signal)) ?? new Map<SpanId, number>()
      return { counts: Array.from(counts, ([spanId, n]) => ({ spanId, count: n })) }
    },
    'GET link-map': async ({ signal }, params) => {
      const { from, to, limit } = schema.linkMapParams.parse(Object.fromEntries(params))
      const map = await source.mapLinks?.(
        {
          from: BigInt(from ?? 0),
          to: to === undefined ? MAX_EPOCH_NANOS : BigInt(to),
          maxLinks: limit ?? MAP_LINKS,
        },
        signal,
      )
      return map && linkMapToWire(map)
    },
    'GET status': async ({ signal }) => statusOf(await everyTrace(source, signal)),
    // Nothing arrives here: this status tells an EventSource to ask no more.
    'GET events': () => new Response(null, { status: 204 }),
    'POST sample': async () => {
      source = sample
      return { traces: await count() }
    },
    'DELETE sample': async () => {
      const traces = await count()
      source = nothing
      return { traces }
    },
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const path = url.pathname.replace(/^.*\/api\/v1\//, '')
    const id = /^traces\/([0-9a-f]{32})$/.exec(path)?.[1]
    if (id !== undefined) {
      const { bytes } = await source.fetchTrace(id as TraceId, request.signal)
      return new Response(bytes, { headers: { 'content-type': 'application/x-protobuf' } })
    }
    const handle = answers[`${request.method} ${path}`]
    if (!handle)
      throw new SourceError('notFound', `The staged API has no ${request.method} ${path}.`)
    const result = await handle(request, url.searchParams)
    return result instanceof Response ? result : Response.json(result)
  }

  return {
    fetch: (request) => answer(request).catch(refusal),
    spans: spansOf(file),
  }
}

async function everyTrace(source: TraceSource, signal: AbortSignal) {
  const query = queryFromWire({ limit: schema.MAX_LIMIT })
  return (await source.searchTraces(query, signal)).traces
}

function spansOf({ batch }: DecodedFile): Span[] {
  return Array.from({ length: batch.length }, (_, i) => batch.span(i))
}

function sampleToWire(trace: Parameters<typeof traceSummaryToWire>[0]) {
  return { ...traceSummaryToWire(trace), sample: true }
}

function resolutionToWire(resolution: Resolution) {
  if (resolution.span) return { span: spanSummaryToWire(resolution.span) }
  return { span: null, reason: resolution.why.reason }
}

function statusOf(traces: Awaited<ReturnType<typeof everyTrace>>) {
  const sum = (figure: 'spanCount' | 'linksOut') =>
    traces.reduce((total, trace) => total + (trace[figure] ?? 0), 0)
  return {
    version: 'staged',
    traces: traces.length,
    spans: sum('spanCount'),
    links: sum('linksOut'),
    sampleTraces: traces.length,
    otlpEndpoints: [],
    dataDirectory: null,
    removedBefore: null,
  }
}

function refusal(error: unknown): Response {
  const code = error instanceof SourceError ? error.code : 'badQuery'
  const message = error instanceof Error ? error.message : String(error)
  return Response.json({ error: { code, message } }, { status: code === 'notFound' ? 404 : 400 })
}
