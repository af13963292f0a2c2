import type { Attributes } from '../model/attributes.ts'
import { type SpanKey, type TraceId, spanKey } from '../model/ids.ts'
import type { ReadTrace } from '../model/journey/passage.ts'
import type { EdgeKey, EndTarget, LinkEdge } from '../model/link-graph/link-graph.ts'
import { type Link, STATUS_ERROR, type Span, serviceOf } from '../model/span.ts'
import type { SpanSummary } from '../model/summary.ts'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import { refAt } from '../model/trace-table.ts'
import { batchOf } from './tables.ts'

export function summaryOf(span: Span): SpanSummary {
  const { ref, name, kind, start, end } = span
  return { ref, service: serviceOf(span.resource), name, kind, status: span.statusCode, start, end }
}

/** All links between these spans; a target that is not among them is absent. */
export function edgesOf(spans: readonly Span[]): LinkEdge[] {
  const byKey = new Map(spans.map((span) => [spanKey(span.ref), span]))
  const edges = new Map<string, LinkEdge & { links: Link[] }>()
  for (const span of spans) {
    for (const link of span.links) {
      if (!link.to.valid) continue
      const to = link.to.ref
      const key = `${spanKey(span.ref)}>${spanKey(to)}` as EdgeKey
      const edge = edges.get(key)
      if (edge) edge.links.push(link)
      else {
        const linked = byKey.get(spanKey(to))
        edges.set(key, {
          key,
          from: span.ref,
          to,
          links: [link],
          linking: summaryOf(span),
          linked: targetOf(linked),
          sameTrace: span.ref.traceId === to.traceId,
          failed: span.statusCode === STATUS_ERROR,
        })
      }
    }
  }
  return [...edges.values()]
}

function targetOf(span: Span | undefined): EndTarget {
  return span
    ? { at: 'elsewhere', span: summaryOf(span) }
    : { at: 'absent', why: { reason: 'trace not found', removedBefore: null } }
}

/** The traces of these spans, read with all attributes. */
export function readTraces(spans: readonly Span[]): ReadonlyMap<TraceId, ReadTrace> {
  const attributes = new Map<SpanKey, Attributes>(
    spans.map((span) => [spanKey(span.ref), span.attributes]),
  )
  const batch = batchOf(spans)
  return new Map(
    [...groupByTrace(batch)].map(([traceId, indices]) => {
      const { table } = buildTrace(batch, traceId, indices)
      const attributesOf = (row: number) => attributes.get(spanKey(refAt(table, row))) ?? null
      return [traceId, { table, attributesOf }]
    }),
  )
}
