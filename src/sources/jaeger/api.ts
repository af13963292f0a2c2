import { EVERY_TRACE } from '../every-trace.ts'
import { DAY, epochNanosFromMillis } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { isObject } from '../../otlp/parse-json.ts'
import { decodeTraces } from '../decode.ts'
import { type Fetch, WRONG_PATH, bytesOf, parsed, send, textOf } from '../http.ts'
import type { TimeWindow } from '../scan.ts'
import { type EncodedTrace, type Encoding, SourceError } from '../source.ts'
import { failureOfBody, sourceFailure } from './errors.ts'
import { type JaegerQuery, hasTags, legacyParams, paramsOf, v3Params } from './params.ts'
import * as schema from './schema.ts'

/** What one running Jaeger, or look-alike, answers. */
export interface JaegerAbilities {
  /** API v3: links with their attributes, where the store keeps them. */
  readonly v3: boolean
  /** Searches by v3 match attributes: from 2.19 on, which is also the first to sum traces up. */
  readonly v3Attributes: boolean
}

export interface JaegerApi {
  /** What was found when it was asked; null before. */
  readonly abilities: JaegerAbilities | null
  probe(signal: AbortSignal): Promise<JaegerAbilities>
  services(signal: AbortSignal): Promise<readonly string[]>
  operations(service: string, signal: AbortSignal): Promise<readonly string[]>
  trace(id: TraceId, signal: AbortSignal): Promise<EncodedTrace>
  /** Whether a search may name no service: the older API refuses that, so do some stores, and version 1 finds nothing. */
  takesAnyService(query: JaegerQuery, signal: AbortSignal): Promise<boolean>
  /** At most `limit` traces, whole. */
  search(
    query: JaegerQuery,
    window: TimeWindow,
    limit: number,
    signal: AbortSignal,
  ): Promise<SpanBatch>
}

export interface JaegerApiOptions {
  /** In front of `/api`, without a slash at its end. */
  readonly base: string
  readonly fetch?: Fetch
  /** How the older JSON is read. */
  readonly legacyEncoding?: Encoding
}

/** Asks the newer API, and the older one for what the newer lacks; which of them answer is found out once. */
export function jaegerApi({ base, fetch, legacyEncoding }: JaegerApiOptions): JaegerApi {
  const legacy = legacyEncoding ?? 'jaeger-json'
  let abilities: JaegerAbilities | null = null
  let anyService: boolean | null = null

  // No request header of our own: with one a browser would ask for permission first, which Jaeger does not answer.
  const get = (path: string, signal: AbortSignal) => send(base + path, { signal, fetch })

  async function ask(path: string, signal: AbortSignal): Promise<Response> {
    const response = await get(path, signal)
    if (response.ok) return response
    throw failureOfBody(response, await textOf(response, signal))
  }

  const text = async (path: string, signal: AbortSignal) => textOf(await ask(path, signal), signal)

  async function encoded(path: string, encoding: Encoding, signal: AbortSignal) {
    return { bytes: await bytesOf(await ask(path, signal), signal), encoding }
  }

  async function probe(signal: AbortSignal): Promise<JaegerAbilities> {
    abilities ??= await findAbilities(signal)
    return abilities
  }

  async function findAbilities(signal: AbortSignal): Promise<JaegerAbilities> {
    if (!(await answers('/api/v3/services', signal))) {
      if (await answers('/api/services', signal)) {
        return { v3: false, v3Attributes: false }
      }
      throw new SourceError('unsupported', 'At this address nothing answers as Jaeger does.')
    }
    return { v3: true, v3Attributes: await hasSummaries(signal) }
  }

  /** Whether a path is there. What else is wrong, credentials or the source itself, is thrown. */
  async function answers(path: string, signal: AbortSignal): Promise<boolean> {
    let response: Response
    try {
      response = await get(path, signal)
    } catch (error) {
      // Jaeger serves its own page at every address that it does not know.
      if (error instanceof SourceError && error.code === 'malformed') return false
      throw error
    }
    const body = await textOf(response, signal)
    if (response.ok) return isObject(jsonOf(body))
    if (WRONG_PATH.has(response.status)) return false
    throw failureOfBody(response, body)
  }

  /** Asked without the times that it needs, so that it answers at once: a complaint in JSON where it exists. */
  async function hasSummaries(signal: AbortSignal): Promise<boolean> {
    const response = await get('/api/v3/trace-summaries', signal).catch(orNone(signal))
    if (!response || response.status === 404) return false
    const body = await textOf(response, signal).catch(() => '')
    return sourceFailure(jsonOf(body)) !== null
  }

  /** By v3. Undefined: it did not refuse, and found nothing, which may be so or may be its way to refuse. */
  async function findsAnyService(signal: AbortSignal): Promise<boolean | undefined> {
    const to = epochNanosFromMillis(Date.now())
    const window = { from: to - BigInt(DAY), to }
    const response = await get(`/api/v3/traces?${v3Params(EVERY_TRACE, window, 1)}`, signal)
    if (response.ok) return true
    const body = await textOf(response, signal)
    if (response.status === 404) return undefined
    if (/service/i.test(body)) return false
    throw failureOfBody(response, body)
  }

  const byV3 = (query: JaegerQuery, { v3, v3Attributes }: JaegerAbilities) =>
    v3 && (v3Attributes || !hasTags(query))

  return {
    get abilities() {
      return abilities
    },
    probe,
    async services(signal) {
      const { v3 } = await probe(signal)
      const list = v3
        ? parsed(await text('/api/v3/services', signal), schema.v3Services).services
        : parsed(await text('/api/services', signal), schema.names).data
      return (list ?? []).toSorted()
    },
    async operations(service, signal) {
      const { v3 } = await probe(signal)
      if (!v3) {
        const path = `/api/services/${encodeURIComponent(service)}/operations`
        return (parsed(await text(path, signal), schema.names).data ?? []).toSorted()
      }
      const path = `/api/v3/operations?${paramsOf({ service })}`
      const { operations } = parsed(await text(path, signal), schema.v3Operations)
      return [...new Set((operations ?? []).map(({ name }) => name))].sort()
    },
    async trace(id, signal) {
      const { v3 } = await probe(signal)
      return v3
        ? encoded(`/api/v3/traces/${id}?raw_traces=true`, 'jaeger-v3', signal)
        : encoded(`/api/traces/${id}?raw=true`, legacy, signal)
    },
    async takesAnyService(query, signal) {
      if (!byV3(query, await probe(signal))) return false
      anyService ??= (await findsAnyService(signal)) ?? null
      return anyService ?? false
    },
    async search(query, window, limit, signal) {
      const newer = byV3(query, await probe(signal))
      const path = newer
        ? `/api/v3/traces?${v3Params(query, window, limit)}`
        : `/api/traces?${legacyParams(query, window, limit)}`
      try {
        const { bytes, encoding } = await encoded(path, newer ? 'jaeger-v3' : legacy, signal)
        return decodeTraces(bytes, encoding)
      } catch (error) {
        if (!(error instanceof SourceError) || error.code !== 'notFound') throw error
        // How v3 says that a search found nothing.
        if (newer) return spanBatchOf([])
        throw new SourceError('unsupported', 'This Jaeger has no search by attributes.')
      }
    },
  }
}

/** Undefined where it is no JSON. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Whatever goes wrong counts as "not there"; an abort stays one. */
function orNone(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (signal.aborted) throw error
    return null
  }
}
