import type * as z from 'zod/mini'
import { isObject } from '../../otlp/parse-json.ts'
import { linkFromJson } from '../../otlp/json-span.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import type { LinkMap, MapGraph } from '../../model/link-map/link-map.ts'
import type { SpanSummary, TraceSummary } from '../../model/summary.ts'
import type { BacklinkPage, Resolution } from '../source.ts'
import type * as schema from './schema.ts'

/** The only crossing from the API's messages to the domain. The schemas have checked ids and numbers before. */
export function spanSummaryOf(wire: z.infer<typeof schema.spanSummary>): SpanSummary {
  return {
    ref: { traceId: wire.traceId as TraceId, spanId: wire.spanId as SpanId },
    service: wire.service,
    name: wire.name,
    kind: wire.kind,
    status: wire.status,
    start: BigInt(wire.startTimeUnixNano),
    end: BigInt(wire.endTimeUnixNano),
  }
}

export function traceSummaryOf(wire: z.infer<typeof schema.traceSummary>): TraceSummary {
  const { traceId, rootSpanId, startTimeUnixNano, endTimeUnixNano, ...same } = wire
  return {
    ...same,
    traceId: traceId as TraceId,
    rootSpanId: rootSpanId as SpanId | null,
    start: BigInt(startTimeUnixNano),
    end: BigInt(endTimeUnixNano),
  }
}

export function resolutionsOf(
  refs: readonly SpanRef[],
  wire: z.infer<typeof schema.resolveAnswer>,
): Resolution[] {
  const removedBefore = wire.removedBefore === null ? null : BigInt(wire.removedBefore)
  return refs.map((ref, i): Resolution => {
    const answer = wire.spans[i]
    if (answer.span) return { ref, span: spanSummaryOf(answer.span) }
    const found = 'reason' in answer && answer.reason === 'span not in its trace'
    const why = found
      ? ({ reason: 'span not in its trace' } as const)
      : ({ reason: 'trace not found', removedBefore } as const)
    return { ref, span: null, why }
  })
}

export function backlinkPageOf(wire: z.infer<typeof schema.linksAnswer>): BacklinkPage {
  return {
    total: wire.total,
    cursor: wire.cursor,
    backlinks: wire.links.map(({ from, link }) => ({
      from: spanSummaryOf(from),
      link: linkFromJson(isObject(link) ? link : {}),
    })),
  }
}

export function linkMapOf(wire: z.infer<typeof schema.linkMapAnswer>): LinkMap {
  const { from, to, ...counts } = wire.searched
  return {
    operations: mapGraphOf(wire.operations),
    services: mapGraphOf(wire.services),
    searched: { ...counts, from: BigInt(from), to: BigInt(to) },
  }
}

function mapGraphOf({
  nodes,
  edges,
}: z.infer<typeof schema.linkMapAnswer>['operations']): MapGraph {
  return {
    nodes,
    edges: edges.map((edge) => ({
      ...edge,
      examples: edge.examples.map(({ linking, to, linked }) => ({
        linking: spanSummaryOf(linking),
        to: to as SpanRef,
        linked: linked && spanSummaryOf(linked),
      })),
    })),
  }
}
