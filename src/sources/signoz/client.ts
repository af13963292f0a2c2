import { EVERY_TRACE } from '../every-trace.ts'
import type { Fetch } from '../http.ts'
import { type ScanPart, scanForLinks } from '../scan.ts'
import { refuseUnsearchable } from '../searchable.ts'
import type { Capabilities, SearchPart, TraceSource } from '../source.ts'
import { scopeOf, windowOf } from '../time-window.ts'
import { tracesById } from '../traces-by-id.ts'
import { type SignozApi, signozApi } from './api.ts'
import { quote } from './filter.ts'
import { findLinks } from './find-links.ts'
import { spanReader } from './reader.ts'
import { resolveSpans } from './resolve.ts'
import { matchingTraces, search } from './search.ts'

export interface SignozOptions {
  readonly id: string
  readonly name: string
  /** Its address, or a gateway's path that stands for it; no slash at its end. */
  readonly base: string
  readonly fetch?: Fetch
}

/** One request's worth where spans are found by their ids. */
const RESOLVE_AT_ONCE = 500
/** Where each reference may cost its whole trace. */
const RESOLVE_BY_TRACE = 32

/**
 * A running SigNoz of any version, one's own or the cloud's. It keeps of links only where they point. Credentials are the
 * gateway's: browsers are not allowed to send its key.
 */
export function signozSource({ id, name, base, fetch }: SignozOptions): TraceSource {
  const api = signozApi({ base, fetch })
  const reader = spanReader(api)
  const lastDay = () => windowOf({ from: null, to: null }, Date.now())
  const ofService = (service: string) => `resource.service.name = ${quote(service)}`
  const hasFields = async (signal: AbortSignal) => (await api.probe(signal)).fields

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
    async listOperations(service, signal) {
      if (!(await hasFields(signal))) return []
      const field = { name: 'name', context: 'span', within: ofService(service) } as const
      return api.values(field, lastDay(), signal)
    },
    listAttributeKeys: async (_service, signal) =>
      (await hasFields(signal)) ? api.attributeKeys(signal) : [],
    async listAttributeValues(key, service, signal) {
      if (!(await hasFields(signal))) return []
      const within = service === null ? undefined : ofService(service)
      return api.values({ name: key, within }, lastDay(), signal)
    },
    async searchTraces(query, signal, onProgress) {
      await api.probe(signal)
      if (query.traceIds) return tracesById({ fetchTrace: reader.trace }, query, signal, onProgress)
      refuseUnsearchable(query, capabilitiesOf(api))
      return search(api, reader, query, windowOf(query, Date.now()), signal)
    },
    fetchTrace: (traceId, signal) => reader.trace(traceId, signal),
    resolveSpans: (refs, signal) => resolveSpans(api, reader, refs, signal),
    async findLinksTo(target, signal, onProgress) {
      const scope = scopeOf(target, Date.now())
      const found = await findLinks(reader, target, scope, signal)
      if (found) {
        const { backlinks, searched } = found
        onProgress?.({ traces: 0, backlinks, searched, done: 1, of: 1 })
        signal.throwIfAborted()
        return found
      }
      const tracesOf = async ({ service, ...window }: ScanPart, limit: number) => {
        const { ids } = await matchingTraces(
          api,
          { ...EVERY_TRACE, limit, service },
          window,
          limit,
          signal,
        )
        return (await reader.traces(ids, window, signal)).batch
      }
      const services = scope.services ?? [null]
      return scanForLinks({ target, scope, services, search: tracesOf, onProgress }, signal)
    },
  }
}

function capabilitiesOf({ features }: SignozApi): Capabilities {
  const old = features !== null && !features.v5
  return {
    linkedFrom: 'scan',
    linkAttributes: false,
    resolveAtOnce: old ? RESOLVE_BY_TRACE : RESOLVE_AT_ONCE,
    watch: false,
    attributeNames: features?.fields ?? true,
    unsearchable: old ? { ...UNSEARCHABLE, ...UNSEARCHABLE_BEFORE_87 } : UNSEARCHABLE,
  }
}

const UNSEARCHABLE: Partial<Record<SearchPart, string>> = {
  linksIn: 'SigNoz can’t search for traces that others link to.',
}

const TOO_OLD =
  'came with version 0.87 of SigNoz; this one is older, or its query API is kept away.'
const UNSEARCHABLE_BEFORE_87: Partial<Record<SearchPart, string>> = {
  attributes: `Search by attributes ${TOO_OLD}`,
  statusOk: `Search by this status ${TOO_OLD}`,
  statusUnset: `Search by this status ${TOO_OLD}`,
}
