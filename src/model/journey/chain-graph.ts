import type { Attributes } from '../attributes.ts'
import type { SpanRef, TraceId } from '../ids.ts'
import type { LinkEdge } from '../link-graph/link-graph.ts'
import { rowOfSpan } from '../trace-table.ts'
import { type Walkable, edgesByTrace } from './chains.ts'
import type { Known } from './journey.ts'
import { type Passage, type ReadTrace, passageThrough } from './passage.ts'

/** Links and traces together, ready to be walked: what is known of each trace's passages, made when it is first asked for. */
export type ChainGraph = Walkable & Known

/** @param read the traces that were read; in others all spans may belong together */
export function chainGraph(
  edges: Iterable<LinkEdge>,
  read: ReadonlyMap<TraceId, ReadTrace>,
): ChainGraph {
  const byTrace = edgesByTrace(edges)
  const passages = new Map<TraceId, Passage>()
  const traceOf = (traceId: TraceId) => read.get(traceId) ?? null
  const passageOf = (traceId: TraceId) => {
    let passage = passages.get(traceId)
    if (!passage) {
      const known = byTrace.get(traceId) ?? { entries: [], exits: [] }
      passage = passageThrough(traceOf(traceId), known, linkedAttributes)
      passages.set(traceId, passage)
    }
    return passage
  }
  return {
    byTrace,
    passageOf,
    traceOf,
    partOf: (entry) => passageOf(entry.from.traceId).partOf(entry),
    exitsOf: (traceId) => byTrace.get(traceId)?.exits ?? [],
  }

  function linkedAttributes({ traceId, spanId }: SpanRef): Attributes | null {
    const trace = traceOf(traceId)
    const row = trace ? rowOfSpan(trace.table, spanId) : -1
    return trace && row >= 0 ? trace.attributesOf(row) : null
  }
}
