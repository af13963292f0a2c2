import * as z from 'zod/mini'
import { type EpochNanos, MINUTE, epochNanosFromMillis } from '../../base/time.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeTraces } from '../decode.ts'
import { type Fetch, bytesOf, failure, parsed, plainMessage, send, textOf } from '../http.ts'
import { rfc3339 } from '../jaeger/params.ts'
import { type EncodedTrace, SourceError } from '../source.ts'

/** Null: no bound. */
export interface Bounds {
  readonly from: EpochNanos | null
  readonly to: EpochNanos | null
}

export const ALL_TIME: Bounds = { from: null, to: null }

/** Names or values with the number of rows that have them. */
const values = z.object({ values: z.nullish(z.array(z.object({ value: z.string() }))) })

export interface LogsqlApi {
  /** Whether it is there; what else is wrong is thrown. */
  answers(signal: AbortSignal): Promise<boolean>
  /** Rows as text, a JSON object a line. */
  rows(query: string, bounds: Bounds, signal: AbortSignal): Promise<string>
  /** The same for whole spans, as they are. */
  encodedSpans(query: string, bounds: Bounds, signal: AbortSignal): Promise<EncodedTrace>
  spans(query: string, bounds: Bounds, signal: AbortSignal): Promise<SpanBatch>
  fieldNames(query: string, bounds: Bounds, signal: AbortSignal): Promise<readonly string[]>
  fieldValues(
    field: string,
    query: string,
    bounds: Bounds,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly string[]>
}

/** `base` has no slash at its end. */
export function logsqlApi(base: string, fetch?: Fetch): LogsqlApi {
  /** As a form: queries may be longer than a URL, and a form needs no permission across origins. */
  const post = (path: string, fields: Readonly<Record<string, string>>, signal: AbortSignal) =>
    send(`${base}/select/logsql/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      signal,
      fetch,
    })

  async function ask(
    path: string,
    fields: Readonly<Record<string, string>>,
    { from, to }: Bounds,
    signal: AbortSignal,
  ): Promise<Response> {
    const bounds = {
      ...(from === null ? {} : { start: rfc3339(from) }),
      ...(to === null ? {} : { end: rfc3339(to) }),
    }
    const response = await post(path, { ...fields, ...bounds }, signal)
    if (response.ok) return response
    throw failure(response.status, plainMessage(await textOf(response, signal)), response.headers)
  }

  async function encodedSpans(
    query: string,
    bounds: Bounds,
    signal: AbortSignal,
  ): Promise<EncodedTrace> {
    const response = await ask('query', { query }, bounds, signal)
    return { bytes: await bytesOf(response, signal), encoding: 'victoria-rows' }
  }

  const list = async (response: Response, signal: AbortSignal) =>
    (parsed(await textOf(response, signal), values).values ?? []).map(({ value }) => value)

  return {
    async answers(signal) {
      const to = epochNanosFromMillis(Date.now())
      try {
        await list(
          await ask('field_names', { query: '*' }, { from: to - BigInt(MINUTE), to }, signal),
          signal,
        )
        return true
      } catch (error) {
        if (error instanceof SourceError && ABSENT.has(error.code)) return false
        throw error
      }
    },
    rows: async (query, bounds, signal) =>
      textOf(await ask('query', { query }, bounds, signal), signal),
    encodedSpans,
    async spans(query, bounds, signal) {
      const { bytes, encoding } = await encodedSpans(query, bounds, signal)
      return decodeTraces(bytes, encoding)
    },
    fieldNames: async (query, bounds, signal) =>
      list(await ask('field_names', { query }, bounds, signal), signal),
    fieldValues: async (field, query, bounds, limit, signal) =>
      list(
        await ask('field_values', { query, field, limit: String(limit) }, bounds, signal),
        signal,
      ),
  }
}

/** A proxy that lets only Jaeger's paths through answers in one of these ways, and so does a server without LogsQL. */
const ABSENT: ReadonlySet<string> = new Set([
  'badQuery',
  'notFound',
  'unauthorised',
  'unsupported',
  'malformed',
])
