import { atOnce } from '../../../base/slices.ts'
import { attributeText } from '../../../model/attributes.ts'
import { type TraceId, spanKey } from '../../../model/ids.ts'
import type { LinkEdge, LinkGraph } from '../../../model/link-graph/link-graph.ts'

/** Longer values are no help in telling boxes apart at a glance. */
const LONGEST = 18

interface Group {
  readonly edges: { readonly outer: TraceId; readonly texts: ReadonlyMap<string, string> }[]
}

/**
 * A word for each box that tells it from its neighbours, as an order's number: the value of the link attribute that all links of
 * one span have, one way, and in which they differ: an id before others, then the shortest.
 */
export function hintsOf(graph: LinkGraph): ReadonlyMap<TraceId, string> {
  return atOnce(hintsInSlices(graph))
}

/** One yield after so many edges. */
const SLICE = 256

/** {@link hintsOf} for large graphs: yields now and then. */
export function* hintsInSlices({
  edges,
  boxes,
}: LinkGraph): Generator<void, ReadonlyMap<TraceId, string>> {
  const hopOf = (traceId: TraceId) => boxes.get(traceId)?.hop ?? 0
  const groups = new Map<string, Group>()
  let done = 0
  for (const edge of edges.values()) {
    if (++done % SLICE === 0) yield
    if (edge.sameTrace) continue
    const outwards = hopOf(edge.to.traceId) > hopOf(edge.from.traceId)
    const [inner, outer] = outwards ? [edge.from, edge.to] : [edge.to, edge.from]
    const key = `${outwards} ${spanKey(inner)}`
    const group = groups.get(key)
    const one = { outer: outer.traceId, texts: textsOf(edge) }
    if (group) group.edges.push(one)
    else groups.set(key, { edges: [one] })
  }
  const hints = new Map<TraceId, string>()
  for (const { edges } of groups.values()) {
    yield
    const key = tellingKey(edges.map(({ texts }) => texts))
    yield
    if (key === null) continue
    for (const { outer, texts } of edges) if (!hints.has(outer)) hints.set(outer, texts.get(key)!)
  }
  return hints
}

const IS_ID = /(^|[._-])(id|key|number)$/i

function textsOf({ links: [{ attributes }] }: LinkEdge): ReadonlyMap<string, string> {
  return new Map(
    (attributes ?? [])
      .map(({ key, value }) => [key, attributeText(value)] as const)
      .filter(([, text]) => text !== '' && text.length <= LONGEST),
  )
}

function tellingKey(all: readonly ReadonlyMap<string, string>[]): string | null {
  if (all.length < 2) return null
  let best: string | null = null
  let shortest = Infinity
  for (const key of all[0].keys()) {
    const values = new Set<string>()
    let length = IS_ID.test(key) ? 0 : LONGEST * all.length
    for (const texts of all) {
      const text = texts.get(key)
      if (text === undefined) break
      values.add(text)
      length += text.length
    }
    if (values.size !== all.length || length >= shortest) continue
    shortest = length
    best = key
  }
  return best
}
