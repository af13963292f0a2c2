import type * as z from 'zod/mini'
import { parseEpochNanos } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import type { LinkMap, MapGraph, MapLink } from '../../model/link-map/link-map.ts'
import type { SpanSummary, TraceHead, TraceSummary } from '../../model/summary.ts'
import { linkToJson } from '../../otlp/json-span.ts'
import type { Backlink, BacklinkPage, TraceQuery } from '../source.ts'
import type * as schema from './schema.ts'

/** The domain's summaries as the API writes them. */
export function spanSummaryToWire(span: SpanSummary): z.input<typeof schema.spanSummary> {
  const { ref, start, end, trace, ...rest } = span
  return {
    traceId: ref.traceId,
    spanId: ref.spanId,
    ...rest,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
    ...(trace && { trace: traceHeadToWire(trace) }),
  }
}

function traceHeadToWire({ start, end, ...rest }: TraceHead): z.input<typeof schema.traceHead> {
  return {
    ...rest,
    rootSpanId: rest.rootSpanId ?? null,
    spanCount: rest.spanCount ?? 0,
    errorCount: rest.errorCount ?? 0,
    linksOut: rest.linksOut ?? 0,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
  }
}

export function traceSummaryToWire(trace: TraceSummary): z.input<typeof schema.traceSummary> {
  const { start, end, services, shape, ...rest } = trace
  return {
    ...rest,
    // The store knows its roots and counts everything.
    rootSpanId: trace.rootSpanId ?? null,
    spanCount: trace.spanCount ?? 0,
    errorCount: trace.errorCount ?? 0,
    linksOut: trace.linksOut ?? 0,
    linkedFrom: trace.linkedFrom ?? 0,
    services: [...services],
    shape: [...shape],
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(end),
  }
}

export function backlinksToWire(
  backlinks: readonly Backlink[],
  { total, cursor }: Pick<BacklinkPage, 'total' | 'cursor'>,
): z.input<typeof schema.linksAnswer> {
  const links = backlinks.map(({ from, link }) => ({
    from: spanSummaryToWire(from),
    link: linkToJson(link),
  }))
  return { links, total, cursor }
}

export function linkMapToWire(map: LinkMap): z.input<typeof schema.linkMapAnswer> {
  const { from, to, ...counts } = map.searched
  return {
    operations: mapGraphToWire(map.operations),
    services: mapGraphToWire(map.services),
    searched: { ...counts, from: String(from), to: String(to) },
  }
}

function mapGraphToWire({ nodes, edges }: MapGraph) {
  return {
    nodes: [...nodes],
    edges: edges.map((edge) => ({ ...edge, examples: edge.examples.map(mapLinkToWire) })),
  }
}

function mapLinkToWire({ linking, to, linked }: MapLink) {
  return {
    linking: spanSummaryToWire(linking),
    to,
    linked: linked && spanSummaryToWire(linked),
  }
}

export const DEFAULT_SEARCH_LIMIT = 200

/** The search that a query string asks for. A time that is none counts as not given. */
export function queryFromWire(params: z.output<typeof schema.searchParams>): TraceQuery {
  const time = (text: string | undefined) => (text === undefined ? null : parseEpochNanos(text))
  const duration = (text: string | undefined) => {
    const nanos = time(text)
    return nanos === null ? null : Number(nanos)
  }
  return {
    service: params.service ?? null,
    operation: params.operation ?? null,
    attributes: (params.attribute ?? []).map((text) => {
      const at = text.indexOf('=')
      return { key: text.slice(0, at), value: text.slice(at + 1) }
    }),
    status: params.status ?? 'any',
    minDuration: duration(params.minDuration),
    maxDuration: duration(params.maxDuration),
    from: time(params.from),
    to: time(params.to),
    links: params.links ?? 'any',
    linksTo: (params.linksTo ?? null) as TraceId | null,
    ...(params.traceId && { traceIds: params.traceId as TraceId[] }),
    limit: params.limit ?? DEFAULT_SEARCH_LIMIT,
    sort: params.sort ?? 'newest',
  }
}
