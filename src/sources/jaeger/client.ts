import { EVERY_TRACE } from '../every-trace.ts'
import type { TraceId } from '../../model/ids.ts'
import { decodeTraces } from '../decode.ts'
import { gatherTraces } from '../found-traces.ts'
import type { Fetch } from '../http.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { resolveByTrace } from '../resolve-by-trace.ts'
import { type ScanPart, scanForLinks } from '../scan.ts'
import { refuseUnsearchable } from '../searchable.ts'
import type { Capabilities, SearchPart, TraceSource } from '../source.ts'
import { scopeOf, windowOf } from '../time-window.ts'
import { tracesById } from '../traces-by-id.ts'
import { type JaegerApi, jaegerApi } from './api.ts'
import { traceSearch } from './error-search.ts'
import type { JaegerQuery } from './params.ts'

export interface JaegerOptions {
  readonly id: string
  readonly name: string
  /** Its address, or a gateway's path that stands for it; no slash at its end. */
  readonly base: string
  readonly fetch?: Fetch
}

/** Where services are searched one by one. */
const MAX_SERVICES = 30

/** Each reference may cost the whole trace. */
const RESOLVE_AT_ONCE = 32

/**
 * A running Jaeger of any version. It has no index of links: who links to a span is found by a scan. It hands out whole traces
 * only, which are read on the calling thread where they are not opened but summed up or resolved.
 */
export function jaegerSource({ id, name, base, fetch }: JaegerOptions): TraceSource {
  return jaegerTraces({ id, name, api: jaegerApi({ base, fetch }) })
}

/** The source on top of an API that speaks as Jaeger does. */
export function jaegerTraces(parts: { id: string; name: string; api: JaegerApi }): TraceSource {
  const { id, name, api } = parts
  const readTrace = async (traceId: TraceId, signal: AbortSignal) => {
    const { bytes, encoding } = await api.trace(traceId, signal)
    return decodeTraces(bytes, encoding)
  }

  /** The services to search one by one where one search can't take all; `[null]` where it can. */
  async function servicesOf(query: JaegerQuery, signal: AbortSignal) {
    if (query.service !== null) return [query.service]
    return (await api.takesAnyService(query, signal)) ? [null] : api.services(signal)
  }

  const search = traceSearch(api)

  return {
    id,
    name,
    get capabilities() {
      return capabilitiesOf(api)
    },
    async probe(signal) {
      await api.probe(signal)
      return capabilitiesOf(api)
    },
    listServices: (signal) => api.services(signal),
    listOperations: (service, signal) => api.operations(service, signal),
    listAttributeKeys: async () => [],
    listAttributeValues: async () => [],
    async searchTraces(query, signal, onProgress) {
      await api.probe(signal)
      if (query.traceIds) return tracesById({ fetchTrace: api.trace }, query, signal, onProgress)
      refuseUnsearchable(query, capabilitiesOf(api))
      const window = windowOf(query, Date.now())
      const all = await servicesOf(query, signal)
      const services = all.slice(0, MAX_SERVICES)
      // Which traces it gives when there are more is its store's choice: the memory store of version 2 gives any.
      const gathered = gatherTraces(query, window, { orders: [], links: false })
      const leftOut = new Set<string>()
      let done = 0
      await mapAtOnce(services, async (service) => {
        const found = await search({ ...query, service }, window, signal)
        for (const batch of found.batches) gathered.add(batch, found.only)
        for (const sentence of found.leftOut) leftOut.add(sentence)
        done++
        const soFar = gathered.answer([...searchedOnly(done, all.length), ...leftOut])
        onProgress?.({ found: soFar, done, of: services.length, settled: false })
      })
      return gathered.answer([...searchedOnly(services.length, all.length), ...leftOut])
    },
    fetchTrace: (traceId, signal) => api.trace(traceId, signal),
    resolveSpans: (refs, signal) =>
      resolveByTrace(refs, (traceId) => readTrace(traceId, signal), signal),
    async findLinksTo(target, signal, onProgress) {
      const scope = scopeOf(target, Date.now())
      const services = scope.services ?? (await servicesOf(EVERY_TRACE, signal))
      const readPart = ({ service, ...window }: ScanPart, limit: number) =>
        api.search({ ...EVERY_TRACE, service }, window, limit, signal)
      return scanForLinks({ target, scope, services, search: readPart, onProgress }, signal)
    },
  }
}

function searchedOnly(some: number, all: number): string[] {
  return some < all ? [`Only ${some} of ${all} services were searched; name one to search it.`] : []
}

function capabilitiesOf({ abilities }: JaegerApi): Capabilities {
  return {
    linkedFrom: 'scan',
    linkAttributes: abilities?.v3 ?? false,
    resolveAtOnce: RESOLVE_AT_ONCE,
    watch: false,
    attributeNames: false,
    unsearchable: UNSEARCHABLE,
  }
}

const UNSEARCHABLE: Partial<Record<SearchPart, string>> = {
  statusOk: 'Jaeger can search for errors, not for other statuses.',
  statusUnset: 'Jaeger can search for errors, not for other statuses.',
  linksIn: 'Jaeger can’t search for traces that are linked from: it keeps no index of links.',
}
