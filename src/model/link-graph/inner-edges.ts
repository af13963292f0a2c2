import type { SpanRef, TraceId } from '../ids.ts'
import type { EndTarget, LinkEdge, LinkGraph } from './link-graph.ts'
import { waitOf } from './wait-of.ts'

/** An edge seen from the end that is farther from the root. */
export interface InnerEdge {
  readonly edge: LinkEdge
  /** The trace nearer to the root. */
  readonly inner: TraceId
  readonly direction: 'to its effect' | 'to its cause'
  readonly outer: { readonly ref: SpanRef; readonly target: EndTarget }
  readonly wait: number | null
}

/** The edges of each trace that lead nearer to the root, in the graph's order. Those between traces of one hop belong to neither. */
export function innerEdges({ boxes, edges }: LinkGraph): Map<TraceId, InnerEdge[]> {
  const byTrace = new Map<TraceId, InnerEdge[]>()
  const hopOf = (traceId: TraceId) => boxes.get(traceId)?.hop ?? 0
  for (const edge of edges.values()) {
    if (edge.sameTrace) continue
    const { from, to, linking, linked } = edge
    const farther = hopOf(to.traceId) - hopOf(from.traceId)
    if (farther === 0) continue
    const [outer, inner] = farther > 0 ? [to, from] : [from, to]
    const known = byTrace.get(outer.traceId) ?? []
    if (known.length === 0) byTrace.set(outer.traceId, known)
    known.push({
      edge,
      inner: inner.traceId,
      direction: farther > 0 ? 'to its effect' : 'to its cause',
      outer: {
        ref: outer,
        target: farther > 0 ? linked : { at: 'elsewhere', span: linking },
      },
      wait: waitOf(edge)?.nanos ?? null,
    })
  }
  return byTrace
}
