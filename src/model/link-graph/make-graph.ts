import type { SpanKey, SpanRef, TraceId } from '../ids.ts'
import { STATUS_ERROR } from '../span.ts'
import type { TraceHead } from '../summary.ts'
import { BoxEnds } from './box-ends.ts'
import { type Known, expansionOf, outlineOf, truncationsOf } from './expansions.ts'
import { elsewhere } from './facts.ts'
import type { KnownLinks } from './known-links.ts'
import type { BoxEnd, EdgeKey, EndTarget, LinkEdge, LinkGraph, TraceBox } from './link-graph.ts'
import { type Place, placesOf } from './places.ts'
import { UsedFacts, shownLinks } from './shown-links.ts'
import { inRequests } from './step.ts'
import { type Walk, walk } from './walk.ts'

/** Boxes or edges between two yields. */
const SLICE = 1024

/** What a graph is a function of. */
export type GraphBasis = Pick<LinkGraph, 'root' | 'terms' | 'goal' | 'facts'>

/** The graph of a goal and of what is known; yields now and then. */
export function* makeGraph({ root, terms, goal, facts }: GraphBasis): Generator<void, LinkGraph> {
  const walked = yield* walk(root, goal, terms, facts)
  const used = new UsedFacts(facts, walked, root.traceId, goal)
  const shown = yield* shownLinks(walked.reached, used)
  const places = yield* placesOf(root.traceId, walked.reached, shown.values())
  yield
  const { edges, ends, unasked } = yield* edgesOf(shown, walked, places)
  const wanted = [...inRequests(unasked, terms), ...walked.wanted]
  const reading = new Set(wanted.flatMap((step) => (step.kind === 'read' ? [step.traceId] : [])))
  const known = { facts, walk: walked, used, terms }
  const boxes = new Map<TraceId, TraceBox>()
  for (const traceId of walked.reached) {
    boxes.set(traceId, boxOf(known, traceId, places, ends, reading))
    if (boxes.size % SLICE === 0) yield
  }
  return {
    root,
    terms,
    goal,
    facts,
    boxes,
    edges,
    spent: { boxes: boxes.size, requests: walked.requests },
    truncated: truncationsOf(walked),
    wanted,
  }
}

interface Edges {
  readonly edges: Map<EdgeKey, LinkEdge>
  readonly ends: BoxEnds
  /** Linked spans that are unknown and that the walk did not come by, so that it does not ask for them. */
  readonly unasked: readonly SpanRef[]
}

function* edgesOf(
  shown: ReadonlyMap<EdgeKey, KnownLinks>,
  { spans }: Walk,
  places: ReadonlyMap<TraceId, Place>,
): Generator<void, Edges> {
  const edges = new Map<EdgeKey, LinkEdge>()
  const ends = new BoxEnds()
  const unasked = new Map<SpanKey, SpanRef>()
  for (const links of shown.values()) {
    const { key, from, to, fromKey, toKey, linking } = links
    const linked = spans.targetOf(to, toKey)
    ends.add(to, toKey, linked)
    if (!ends.has(from, fromKey)) {
      const carrier = spans.targetOf(from, fromKey)
      ends.add(from, fromKey, carrier.at === 'elsewhere' ? carrier : elsewhere(linking))
    }
    if (linked.at === 'pending' && !spans.has(toKey)) unasked.set(toKey, to)
    edges.set(key, edgeOf(links, linked, places))
    if (edges.size % SLICE === 0) yield
  }
  return { edges, ends, unasked: [...unasked.values()] }
}

function edgeOf(
  { key, from, to, links, linking }: KnownLinks,
  linked: EndTarget,
  places: ReadonlyMap<TraceId, Place>,
): LinkEdge {
  const hopOf = ({ traceId }: SpanRef) => places.get(traceId)?.hop ?? 0
  const far = hopOf(to) > hopOf(from) ? (linked.at === 'elsewhere' ? linked.span : null) : linking
  return {
    key,
    from,
    to,
    links,
    linking,
    linked,
    sameTrace: from.traceId === to.traceId,
    failed: far?.status === STATUS_ERROR,
  }
}

function headOfEnds(ends: readonly BoxEnd[]): TraceHead | null {
  for (const { target } of ends) {
    if (target.at === 'elsewhere' && target.span.trace) return target.span.trace
  }
  return null
}

function boxOf(
  known: Known,
  traceId: TraceId,
  places: ReadonlyMap<TraceId, Place>,
  ends: BoxEnds,
  reading: ReadonlySet<TraceId>,
): TraceBox {
  const { side, hop } = places.get(traceId) ?? { side: 'root', hop: 0 }
  const own = ends.of(traceId)
  const outline = outlineOf(known, reading, traceId)
  return {
    traceId,
    side,
    hop,
    ends: own,
    outline,
    head: outline.state === 'known' ? outline.summary : headOfEnds(own),
    causes: expansionOf(known, traceId, 'causes'),
    effects: expansionOf(known, traceId, 'effects'),
    malformed: known.used.traceOf(traceId)?.malformed ?? [],
  }
}
