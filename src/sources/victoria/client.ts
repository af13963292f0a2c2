import { DAY, HOUR, epochNanosFromMillis } from '../../base/time.ts'
import type { SpanId, TraceId } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { foundTraces } from '../found-traces.ts'
import type { Fetch } from '../http.ts'
import { jaegerApi } from '../jaeger/api.ts'
import { jaegerTraces } from '../jaeger/client.ts'
import type { TimeWindow } from '../scan.ts'
import { refuseUnsearchable } from '../searchable.ts'
import { type Capabilities, SourceError, type TraceQuery, type TraceSource } from '../source.ts'
import { windowOf } from '../time-window.ts'
import { tracesById } from '../traces-by-id.ts'
import { PREFIX, SERVICE } from './fields.ts'
import { findLinks, placesOf } from './links-to.ts'
import { ALL_TIME, type Bounds, logsqlApi } from './logsql-api.ts'
import { LINKING, SPANS, beganIn, is, isOneOf, linksToFilter, spanFilters } from './logsql.ts'
import { resolveSpans, traceIdsIn } from './resolve.ts'

export interface VictoriaOptions {
  readonly id: string
  readonly name: string
  /** Its address, or a gateway's path that stands for it; no slash at its end. */
  readonly base: string
  readonly fetch?: Fetch
}

const RESOLVE_AT_ONCE = 200
const VALUES = 100

/**
 * A running VictoriaTraces. Its own query language hands out spans with all that is stored, finds links and resolves many
 * spans at once; where a proxy keeps that away, its Jaeger API does what it can.
 */
export function victoriaSource({ id, name, base, fetch }: VictoriaOptions): TraceSource {
  const logsql = logsqlApi(base, fetch)
  const jaeger = jaegerTraces({
    id,
    name,
    api: jaegerApi({ base: `${base}/select/jaeger`, fetch, legacyEncoding: 'victoria-jaeger' }),
  })
  let hasLogsql: boolean | null = null

  async function byLogsql(signal: AbortSignal): Promise<boolean> {
    hasLogsql ??= await logsql.answers(signal)
    return hasLogsql
  }

  async function search(query: TraceQuery, window: TimeWindow, signal: AbortSignal) {
    const filters = spanFilters(query)
    // A span is stored at its end: those that began in this time may end after it.
    const bounds: TimeWindow = { from: window.from, to: window.to + BigInt(HOUR) }
    // A condition on the whole trace can go into the query only where no other has to hold for the same span.
    const links = filters.length === 0
    if (links && query.links === 'out') filters.push(LINKING)
    if (links && query.linksTo !== null) {
      const places = await placesOf(logsql, LINKING, bounds, signal)
      if (places.length === 0) return { batch: spanBatchOf([]), links }
      filters.push(linksToFilter({ traceId: query.linksTo, spanId: null }, places))
    }
    const oldest = query.sort === 'oldest'
    const pipes = [
      `${oldest ? 'first' : 'last'} 1 by (_time) partition by (trace_id)`,
      'fields _time, trace_id',
      `sort by (_time)${oldest ? '' : ' desc'}`,
      `limit ${query.limit + 1}`,
    ]
    const rows = await logsql.rows(
      [[SPANS, beganIn(window), ...filters].join(' '), ...pipes].join(' | '),
      bounds,
      signal,
    )
    const ids = traceIdsIn(rows)
    return {
      batch: ids.length === 0 ? spanBatchOf([]) : await readTraces(ids, bounds, signal),
      links,
    }
  }

  /** With what of them lies an hour outside of the window, as the source's own search does with a minute. */
  function readTraces(
    ids: readonly string[],
    { from, to }: TimeWindow,
    signal: AbortSignal,
  ): Promise<SpanBatch> {
    const around: Bounds = { from: from - BigInt(HOUR), to: to + BigInt(HOUR) }
    return logsql.spans(isOneOf('trace_id', ids), around, signal)
  }

  async function fetchTrace(traceId: TraceId, signal: AbortSignal) {
    if (!(await byLogsql(signal))) return jaeger.fetchTrace(traceId, signal)
    const trace = await logsql.encodedSpans(is('trace_id', traceId), ALL_TIME, signal)
    if (trace.bytes.byteLength > 0) return trace
    throw new SourceError('notFound', 'This VictoriaTraces has no trace with this id.')
  }

  return {
    id,
    name,
    get capabilities() {
      return hasLogsql ? CAPABILITIES : jaeger.capabilities
    },
    async probe(signal) {
      if (await byLogsql(signal)) return CAPABILITIES
      await jaeger.probe?.(signal)
      return jaeger.capabilities
    },
    listServices: jaeger.listServices,
    listOperations: jaeger.listOperations,
    async listAttributeKeys(service, signal) {
      if (!(await byLogsql(signal))) return []
      const fields = await logsql.fieldNames(ofService(service), lastDay(), signal)
      const keys = fields.flatMap((field) =>
        [PREFIX.span, PREFIX.resource]
          .filter((prefix) => field.startsWith(prefix))
          .map((prefix) => field.slice(prefix.length)),
      )
      return [...new Set(keys)].sort()
    },
    async listAttributeValues(key, service, signal) {
      if (!(await byLogsql(signal))) return []
      const lists = await Promise.all(
        [PREFIX.span, PREFIX.resource].map((prefix) =>
          logsql.fieldValues(prefix + key, ofService(service), lastDay(), VALUES, signal),
        ),
      )
      return [...new Set(lists.flat())].filter((value) => value !== '').sort()
    },
    async searchTraces(query, signal, onProgress) {
      if (query.traceIds) return tracesById({ fetchTrace }, query, signal, onProgress)
      if (!(await byLogsql(signal))) return jaeger.searchTraces(query, signal)
      refuseUnsearchable(query, CAPABILITIES)
      const window = windowOf(query, Date.now())
      const { batch, links } = await search(query, window, signal)
      return foundTraces([batch], query, window, {
        orders: ['newest', 'oldest'],
        links,
        leftOut: [],
      })
    },
    fetchTrace,
    async resolveSpans(refs, signal) {
      if (!(await byLogsql(signal))) return jaeger.resolveSpans(refs, signal)
      return resolveSpans(logsql, refs, signal)
    },
    async findLinksTo(target, signal, onProgress) {
      if (!(await byLogsql(signal))) return jaeger.findLinksTo(target, signal, onProgress)
      return findLinks(logsql, target, signal)
    },
    async countLinksTo(traceId, signal) {
      if (!(await byLogsql(signal))) throw new SourceError('unsupported', NO_LINK_INDEX)
      const target = { traceId, spanId: null, cursor: null, limit: 0 }
      const { backlinks } = await findLinks(logsql, target, signal)
      const counts = new Map<SpanId, number>()
      for (const { link } of backlinks) {
        if (!link.to.valid) continue
        const { spanId } = link.to.ref
        counts.set(spanId, (counts.get(spanId) ?? 0) + 1)
      }
      return counts
    },
  }
}

const NO_LINK_INDEX = 'Links can’t be counted through this source’s Jaeger API.'

const CAPABILITIES: Capabilities = {
  linkedFrom: 'index',
  linkAttributes: true,
  resolveAtOnce: RESOLVE_AT_ONCE,
  watch: false,
  attributeNames: true,
  unsearchable: { linksIn: 'VictoriaTraces can’t search for traces that others link to.' },
}

function ofService(service: string | null): string {
  return service === null ? SPANS : is(SERVICE, service)
}

function lastDay(): Bounds {
  const to = epochNanosFromMillis(Date.now())
  return { from: to - BigInt(DAY), to }
}
