import type { Backlink } from '../backlink.ts'
import { type SpanKey, type SpanRef, spanKey } from '../ids.ts'
import type { Link } from '../span.ts'
import type { SpanSummary } from '../summary.ts'
import type { EdgeKey } from './link-graph.ts'

/** The links from one span to one span, as one answer has them. */
export interface KnownLinks {
  readonly key: EdgeKey
  readonly from: SpanRef
  readonly to: SpanRef
  /** Of `from` and `to`, made once: every graph looks them up several times, and making a key costs more than that. */
  readonly fromKey: SpanKey
  readonly toKey: SpanKey
  readonly linking: SpanSummary
  readonly links: readonly Link[]
}

/** Links between two yields. */
const SLICE = 1024

/**
 * Links by the two spans between which they are, in the order of the first of each; those that name no span are left out. Yields
 * now and then.
 */
export function* linksByEdge(links: readonly Backlink[]): Generator<void, KnownLinks[]> {
  const groups = new Map<EdgeKey, KnownLinks & { links: Link[] }>()
  let carrier: SpanSummary | null = null
  let fromKey = '' as SpanKey
  for (const [i, { from, link }] of links.entries()) {
    if (i % SLICE === SLICE - 1) yield
    if (!link.to.valid) continue
    if (from !== carrier) {
      carrier = from
      fromKey = spanKey(from.ref)
    }
    const to = link.to.ref
    const toKey = spanKey(to)
    const key = `${fromKey}>${toKey}` as EdgeKey
    const group = groups.get(key)
    if (group) group.links.push(link)
    else {
      groups.set(key, { key, from: from.ref, to, fromKey, toKey, linking: from, links: [link] })
    }
  }
  return [...groups.values()]
}
