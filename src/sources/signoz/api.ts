import { millisFromEpochNanos } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import { type Fetch, WRONG_PATH, bytesOf, send, textOf } from '../http.ts'
import type { TimeWindow } from '../scan.ts'
import { SourceError } from '../source.ts'
import { windowOf } from '../time-window.ts'
import { answerOf, failureOfBody } from './errors.ts'
import { NEWEST, OLDEST, type SignozFeatures, featuresOf } from './features.ts'
import { traceIdsBody } from './query.ts'
import * as schema from './schema.ts'

/** What one running SigNoz answers. */
export interface SignozApi {
  /** What is known of it; null before it was asked. */
  readonly features: SignozFeatures | null
  probe(signal: AbortSignal): Promise<SignozFeatures>
  /** An answer of version 5 or 3 of the query API, as bytes of JSON. */
  query(version: 'v5' | 'v3', body: object, signal: AbortSignal): Promise<ArrayBuffer>
  /** A trace by the oldest API, which every version has. */
  v1Trace(id: TraceId, signal: AbortSignal): Promise<ArrayBuffer>
  services(signal: AbortSignal): Promise<readonly string[]>
  /** Names of attributes, of spans and resources alike. */
  attributeKeys(signal: AbortSignal): Promise<readonly string[]>
  /** Values of an attribute or of another column; within a service, where SigNoz knows that. */
  values(field: Field, window: TimeWindow, signal: AbortSignal): Promise<readonly string[]>
}

export interface Field {
  readonly name: string
  /** Undefined: wherever the name occurs. */
  readonly context?: 'span' | 'resource'
  /** A filter that the spans fulfil. */
  readonly within?: string
}

const MAX_VALUES = 1000
/** Contexts of fields that are attributes; the others are columns of SigNoz itself. */
const ATTRIBUTES: ReadonlySet<string> = new Set(['attribute', 'resource', 'tag'])

/** `base` has no slash at its end. */
export function signozApi({ base, fetch }: { base: string; fetch?: Fetch }): SignozApi {
  let features: SignozFeatures | null = null

  const call = (path: string, init: RequestInit, signal: AbortSignal) =>
    send(base + path, { ...init, signal, fetch })

  async function answered(response: Response, signal: AbortSignal): Promise<Response> {
    if (response.ok) return response
    throw failureOfBody(response, await textOf(response, signal))
  }

  const get = async (path: string, signal: AbortSignal) =>
    textOf(await answered(await call(path, {}, signal), signal), signal)

  const post = (version: 'v5' | 'v3', body: object, signal: AbortSignal) => {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return call(`/api/${version}/query_range`, init, signal)
  }

  async function probe(signal: AbortSignal): Promise<SignozFeatures> {
    features ??= (await featuresByVersion(signal)) ?? (await featuresByTrying(signal))
    return features
  }

  /** Null where there is no such path, as behind some proxies, or it names no release. */
  async function featuresByVersion(signal: AbortSignal): Promise<SignozFeatures | null> {
    try {
      return featuresOf(answerOf(await get('/api/v1/version', signal), schema.version).version)
    } catch (error) {
      if (isAbsent(error)) return null
      throw error
    }
  }

  async function featuresByTrying(signal: AbortSignal): Promise<SignozFeatures> {
    try {
      const response = await post(
        'v5',
        traceIdsBody([], windowOf({ from: null, to: null }, Date.now()), 1),
        signal,
      )
      if (!response.ok && !WRONG_PATH.has(response.status)) await answered(response, signal)
      // What complains of the question is there.
      return response.ok || response.status === 400 ? NEWEST : OLDEST
    } catch (error) {
      if (isAbsent(error)) return OLDEST
      throw error
    }
  }

  return {
    get features() {
      return features
    },
    probe,
    query: async (version, body, signal) =>
      bytesOf(await answered(await post(version, body, signal), signal), signal),
    v1Trace: async (id, signal) =>
      bytesOf(await answered(await call(`/api/v1/traces/${id}`, {}, signal), signal), signal),
    async services(signal) {
      const answer = answerOf(await get('/api/v1/services/list', signal), schema.services)
      return sorted((Array.isArray(answer) ? answer : answer?.data) ?? [])
    },
    async attributeKeys(signal) {
      const path = `/api/v1/fields/keys?${new URLSearchParams({ signal: 'traces', limit: String(MAX_VALUES) })}`
      const { keys } = answerOf(await get(path, signal), schema.fieldKeys).data
      const isAttribute = ({ fieldContext }: { fieldContext?: string }) =>
        fieldContext === undefined || ATTRIBUTES.has(fieldContext)
      return sorted(
        Object.entries(keys ?? {})
          .filter(([, fields]) => (fields ?? []).some(isAttribute))
          .map(([name]) => name),
      )
    },
    async values({ name, context, within }, { from, to }, signal) {
      const params = new URLSearchParams({
        signal: 'traces',
        name,
        ...(context && { fieldContext: context }),
        ...(within !== undefined && { existingQuery: within }),
        startUnixMilli: String(millisFromEpochNanos(from)),
        endUnixMilli: String(millisFromEpochNanos(to)),
        limit: String(MAX_VALUES),
      })
      const answer = answerOf(
        await get(`/api/v1/fields/values?${params}`, signal),
        schema.fieldValues,
      )
      const { stringValues, numberValues, boolValues, relatedValues } = answer.data.values ?? {}
      // Those that go with the filter, where SigNoz can tell; else all.
      if (within !== undefined && relatedValues?.length) return sorted(relatedValues)
      const others = [...(numberValues ?? []), ...(boolValues ?? [])].map(String)
      return sorted([...(stringValues ?? []), ...others])
    },
  }
}

/** Whether this is how servers and gateways answer for a path that they don't have; SigNoz has its own page there. */
function isAbsent(error: unknown): boolean {
  return error instanceof SourceError && ABSENT.has(error.code)
}

const ABSENT: ReadonlySet<string> = new Set(['notFound', 'unsupported', 'malformed'])

function sorted(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toWellFormed()))].filter((name) => name !== '').sort()
}
