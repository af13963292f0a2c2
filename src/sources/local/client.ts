import * as z from 'zod/mini'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import type { MapScope } from '../../model/link-map/link-map.ts'
import { askedOf } from '../every-trace.ts'
import { bytesOf, json, request } from '../http.ts'
import { refuseUnsearchable } from '../searchable.ts'
import type {
  ArrivalNotice,
  Capabilities,
  LinksToQuery,
  TraceQuery,
  TraceSource,
} from '../source.ts'
import { backlinkPageOf, linkMapOf, resolutionsOf, traceSummaryOf } from './convert.ts'
import * as schema from './schema.ts'

const CAPABILITIES: Capabilities = {
  linkedFrom: 'index',
  linkAttributes: true,
  resolveAtOnce: schema.RESOLVE_AT_ONCE,
  watch: true,
  attributeNames: true,
  unsearchable: {},
}

/** The embedded store behind `/api/v1` of the server that also serves the app. `base` has no slash at its end. */
export function localSource(base = ''): LocalSource {
  const api = `${base}/api/v1`
  const get = (path: string, signal: AbortSignal, accept = 'application/json') =>
    request(api + path, { signal, headers: { accept } }, apiMessage)

  return {
    id: 'local',
    name: 'local',
    capabilities: CAPABILITIES,
    async listServices(signal) {
      return (await json(await get('/services', signal), schema.services)).services
    },
    async listOperations(service, signal) {
      const response = await get(`/operations?${new URLSearchParams({ service })}`, signal)
      return (await json(response, schema.operations)).operations
    },
    async listAttributeKeys(service, signal) {
      const response = await get(`/attribute-keys?${paramsOf({ service })}`, signal)
      return (await json(response, schema.attributeKeys)).keys
    },
    async listAttributeValues(key, service, signal) {
      const response = await get(`/attribute-values?${paramsOf({ key, service })}`, signal)
      return (await json(response, schema.attributeValues)).values
    },
    async searchTraces(query, signal) {
      refuseUnsearchable(query, CAPABILITIES)
      const response = await get(`/traces?${searchParamsOf(askedOf(query))}`, signal)
      const { traces, more } = await json(response, schema.searchAnswer)
      return { traces: traces.map(traceSummaryOf), more }
    },
    async fetchTrace(id: TraceId, signal) {
      const response = await get(`/traces/${id}`, signal, 'application/x-protobuf')
      return { bytes: await bytesOf(response, signal), encoding: 'otlp-protobuf' }
    },
    async resolveSpans(refs: readonly SpanRef[], signal) {
      const body = JSON.stringify({ refs })
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', body, headers, signal }
      const response = await request(`${api}/spans/resolve`, init, apiMessage)
      return resolutionsOf(refs, await json(response, schema.resolveAnswer))
    },
    async findSpan(id, signal) {
      const response = await get(`/spans?${paramsOf({ spanId: id })}`, signal)
      const { traceIds } = await json(response, schema.spanTraces)
      return traceIds.map((traceId) => ({ traceId: traceId as TraceId, spanId: id }))
    },
    async findLinksTo(target: LinksToQuery, signal) {
      const { traceId, spanId, cursor, limit } = target
      const params = paramsOf({ traceId, spanId, cursor, limit: String(limit) })
      const response = await get(`/links?${params}`, signal)
      return backlinkPageOf(target, await json(response, schema.linksAnswer))
    },
    async countLinksTo(id, signal) {
      const response = await get(`/links/counts?${paramsOf({ traceId: id })}`, signal)
      const { counts } = await json(response, schema.linkCountsAnswer)
      return new Map(counts.map(({ spanId, count }) => [spanId as SpanId, count]))
    },
    async mapLinks({ from, to, maxLinks }: MapScope, signal) {
      const params = paramsOf({ from: String(from), to: String(to), limit: String(maxLinks) })
      return linkMapOf(await json(await get(`/link-map?${params}`, signal), schema.linkMapAnswer))
    },
    watch: (onNotice) => watchArrivals(`${api}/events`, onNotice),
    async status(signal) {
      return json(await get('/status', signal), schema.status)
    },
    async changeSample(action, signal) {
      const method = action === 'load' ? 'POST' : 'DELETE'
      const response = await request(`${api}/sample`, { method, signal }, apiMessage)
      return (await json(response, schema.sampleChange)).traces
    },
  }
}

/** What the local source can do beyond the port. */
export interface LocalSource extends TraceSource {
  status(signal: AbortSignal): Promise<z.infer<typeof schema.status>>
  /** Loads or removes the sample scenario; answers how many traces that concerned. */
  changeSample(action: 'load' | 'remove', signal: AbortSignal): Promise<number>
}

function watchArrivals(url: string, onNotice: (notice: ArrivalNotice) => void): () => void {
  const events = new EventSource(url)
  let opened = false
  events.addEventListener('open', () => {
    // After a break anything may have arrived unseen.
    if (opened) onNotice({ newTraces: 0, traceIds: [], linkedTraceIds: [], all: true })
    opened = true
  })
  events.addEventListener('traces', ({ data }) => {
    const notice = z.safeParse(schema.arrivalNotice, JSON.parse(String(data)))
    if (notice.success) onNotice(notice.data as unknown as ArrivalNotice)
  })
  return () => events.close()
}

/** The words of an `apiError` body; null when it is none. */
export function apiMessage(body: string): string | null {
  try {
    const parsed = z.safeParse(schema.apiError, JSON.parse(body))
    return parsed.success ? parsed.data.error.message : null
  } catch {
    return null
  }
}

/** Leaves out what is null. */
function paramsOf(values: Readonly<Record<string, string | null>>): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value !== null) params.set(key, value)
  return params
}

function searchParamsOf(query: TraceQuery): URLSearchParams {
  const { attributes, status, links, limit, sort } = query
  const text = (value: bigint | number | null) => (value === null ? null : String(value))
  const params = paramsOf({
    service: query.service,
    operation: query.operation,
    status,
    links,
    linksTo: query.linksTo,
    minDuration: text(query.minDuration),
    maxDuration: text(query.maxDuration),
    from: text(query.from),
    to: text(query.to),
    limit: text(limit),
    sort,
  })
  for (const { key, value } of attributes) params.append('attribute', `${key}=${value}`)
  for (const id of query.traceIds ?? []) params.append('traceId', id)
  return params
}
