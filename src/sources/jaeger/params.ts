import { type EpochNanos, type Nanos, millisFromEpochNanos } from '../../base/time.ts'
import { SourceError, type TraceQuery } from '../source.ts'
import type { TimeWindow } from '../scan.ts'

/** What Jaeger matches: all of it with one and the same span. */
export type JaegerQuery = Pick<
  TraceQuery,
  'service' | 'operation' | 'attributes' | 'status' | 'minDuration' | 'maxDuration'
>

/**
 * Query string of a search by API v3. Names in snake case are the only ones that all versions know; without a number of traces
 * versions before 2.19 fail. `raw`: spans as they were sent, not mended.
 */
export function v3Params(query: JaegerQuery, { from, to }: TimeWindow, limit: number): string {
  return paramsOf({
    'query.service_name': query.service,
    'query.operation_name': query.operation,
    'query.start_time_min': rfc3339(from),
    'query.start_time_max': rfc3339(to),
    'query.duration_min': goDuration(query.minDuration),
    'query.duration_max': goDuration(query.maxDuration),
    'query.num_traces': String(limit),
    'query.raw_traces': 'true',
    'query.attributes': tagsOf(query),
  })
}

/** The same by the older API, whose times are microseconds. */
export function legacyParams(query: JaegerQuery, { from, to }: TimeWindow, limit: number): string {
  return paramsOf({
    service: query.service,
    operation: query.operation,
    start: String(from / 1000n),
    end: String((to + 999n) / 1000n),
    minDuration: goDuration(query.minDuration),
    maxDuration: goDuration(query.maxDuration),
    limit: String(limit),
    raw: 'true',
    tags: tagsOf(query),
  })
}

/** Whether a search needs what API v3 has from 2.19 on only. */
export function hasTags(query: JaegerQuery): boolean {
  return tagsOf(query) !== null
}

/** One JSON map of texts. An error is a tag like any other. @throws SourceError `badQuery` where one map can't say it */
function tagsOf({ attributes, status }: JaegerQuery): string | null {
  const tags = new Map<string, string>()
  if (status === 'error') tags.set('error', 'true')
  for (const { key, value } of attributes) {
    const before = tags.get(key)
    if (before !== undefined && before !== value) {
      throw new SourceError(
        'badQuery',
        `This source looks for one value of an attribute at a time: “${key}” has two.`,
      )
    }
    tags.set(key, value)
  }
  return tags.size === 0 ? null : JSON.stringify(Object.fromEntries(tags))
}

export function rfc3339(time: EpochNanos): string {
  const millis = millisFromEpochNanos(time)
  const nanos = String(time % 1_000_000_000n).padStart(9, '0')
  return `${new Date(millis).toISOString().slice(0, -5)}.${nanos}Z`
}

function goDuration(nanos: Nanos | null): string | null {
  return nanos === null ? null : `${BigInt(Math.round(nanos))}ns`
}

/** Leaves out what is null. */
export function paramsOf(values: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value !== null) params.set(key, value)
  return params.toString()
}
