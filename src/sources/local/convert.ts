import type * as z from 'zod/mini'
import { BadValue } from '../../otlp/json-values.ts'
import { linkFromJson } from '../../otlp/json-span.ts'
import { type SpanId, type SpanRef, type TraceId, spanKey } from '../../model/ids.ts'
import type { LinkMap, MapGraph } from '../../model/link-map/link-map.ts'
import type { Link } from '../../model/span.ts'
import type { SpanSummary, TraceHead, TraceSummary } from '../../model/summary.ts'
import type { LinkedTo } from '../backlinks.ts'
import { type BacklinkPage, type Resolution, SourceError } from '../source.ts'
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
    ...(wire.trace && { trace: traceHeadOf(wire.trace) }),
  }
}

function traceHeadOf(wire: z.infer<typeof schema.traceHead>): TraceHead {
  const { rootSpanId, startTimeUnixNano, endTimeUnixNano, ...same } = wire
  return {
    ...same,
    rootSpanId: rootSpanId as SpanId | null,
    start: BigInt(startTimeUnixNano),
    end: BigInt(endTimeUnixNano),
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
    if (!answer) throw misfit('has no answer for some of the spans asked for')
    const span = answer.span && spanSummaryOf(answer.span)
    if (span && spanKey(span.ref) !== spanKey(ref)) throw misfit('is about another span')
    if (span) return { ref, span }
    const found = 'reason' in answer && answer.reason === 'span not in its trace'
    const why = found
      ? ({ reason: 'span not in its trace' } as const)
      : ({ reason: 'trace not found', removedBefore } as const)
    return { ref, span: null, why }
  })
}

/** @throws SourceError `malformed` where a link is none, or none to the target */
export function backlinkPageOf(
  { traceId, spanId }: LinkedTo,
  wire: z.infer<typeof schema.linksAnswer>,
): BacklinkPage {
  const backlinks = wire.links.map(({ from, link }) => ({
    from: spanSummaryOf(from),
    link: linkOf(link),
  }))
  const elsewhere = backlinks.some(
    ({ link: { to } }) =>
      !to.valid || to.ref.traceId !== traceId || (spanId !== null && to.ref.spanId !== spanId),
  )
  if (elsewhere) throw misfit('has a link to another span')
  return { total: wire.total, cursor: wire.cursor, backlinks }
}

function linkOf(wire: unknown): Link {
  try {
    return linkFromJson(wire)
  } catch (error) {
    if (!(error instanceof BadValue)) throw error
    throw misfit(`has a link that can’t be read: ${error.message}`)
  }
}

function misfit(what: string): SourceError {
  return new SourceError('malformed', `The source’s answer ${what}.`)
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
