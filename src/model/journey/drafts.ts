import type { SpanRef } from '../ids.ts'
import type { EndTarget, LinkEdge } from '../link-graph/link-graph.ts'
import { refAt } from '../trace-table.ts'
import type { Anchor, Hop } from './chains.ts'
import type { Count, Known } from './journey.ts'

/** A leg before anything is known of its time. */
export interface Draft {
  readonly ref: SpanRef
  readonly span: EndTarget
  /** Null: the journey begins here. */
  readonly entry: LinkEdge | null
  /** Null: it ends here. */
  readonly exit: SpanRef | null
  readonly attempt: Count | null
}

/** A link between two drafts, by their indices: cause and effect. */
export interface Joint {
  readonly edge: LinkEdge
  readonly from: number
  readonly to: number
}

export function draftsAlong(hops: readonly Hop[]): { drafts: Draft[]; joints: Joint[] } {
  const [first] = hops
  const joints: Joint[] = []
  const drafts: Draft[] = [
    {
      ref: first.edge.to,
      span: first.edge.linked,
      entry: null,
      exit: first.edge.to,
      attempt: null,
    },
  ]
  let cause = 0
  hops.forEach(({ edge, attempts }, at) => {
    const from = cause
    const all = attempts.length > 0 ? attempts : [edge]
    all.forEach((taken, number) => {
      const chosen = taken.key === edge.key
      if (chosen) cause = drafts.length
      joints.push({ edge: taken, from, to: drafts.length })
      drafts.push({
        ref: taken.from,
        span: { at: 'elsewhere', span: taken.linking },
        entry: taken,
        exit: (chosen && hops[at + 1]?.edge.to) || null,
        attempt: all.length > 1 ? { number: number + 1, of: all.length } : null,
      })
    })
  })
  return { drafts, joints }
}

/** Without links there is still the trace, of which the root above the selected span counts, else its first. */
export function loneDrafts({ traceId, spanId }: Anchor, { traceOf }: Known): Draft[] {
  const table = traceOf(traceId)?.table
  if (!table) return []
  const ref = spanId === null ? refAt(table, 0) : { traceId, spanId }
  return [{ ref, span: { at: 'pending' }, entry: null, exit: null, attempt: null }]
}
