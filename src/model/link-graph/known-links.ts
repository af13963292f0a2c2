import type { Backlink } from '../backlink.ts'
import { type SpanRef, spanKey } from '../ids.ts'
import type { Link } from '../span.ts'
import type { SpanSummary } from '../summary.ts'
import type { EdgeKey } from './link-graph.ts'

/** The links from one span to one span, as one answer has them. */
export interface KnownLinks {
  readonly key: EdgeKey
  readonly from: SpanRef
  readonly to: SpanRef
  readonly linking: SpanSummary
  readonly links: readonly Link[]
}

/** Links by the two spans between which they are, in the order of the first of each; those that name no span are left out. */
export function linksByEdge(links: readonly Backlink[]): KnownLinks[] {
  const groups = new Map<EdgeKey, KnownLinks & { links: Link[] }>()
  for (const { from, link } of links) {
    if (!link.to.valid) continue
    const to = link.to.ref
    const key = edgeKey(from.ref, to)
    const group = groups.get(key)
    if (group) group.links.push(link)
    else groups.set(key, { key, from: from.ref, to, linking: from, links: [link] })
  }
  return [...groups.values()]
}

function edgeKey(from: SpanRef, to: SpanRef): EdgeKey {
  return `${spanKey(from)}>${spanKey(to)}` as EdgeKey
}
