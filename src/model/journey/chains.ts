import type { EpochNanos } from '../../base/time.ts'
import { textHash } from '../../base/text-hash.ts'
import { type SpanId, type SpanKey, type TraceId, sameRef, spanKey } from '../ids.ts'
import { spanOfTarget } from '../link-target.ts'
import type { EdgeKey, LinkEdge } from '../link-graph/link-graph.ts'
import { STATUS_ERROR } from '../span.ts'
import { type Attempts, attemptsOf, byStart } from './attempts.ts'
import type { Passage, TraceEdges } from './passage.ts'

/** One item's way. Each hop leads from the linked span, the cause, to the linking span, the effect; the next leaves its trace. */
export interface Chain {
  /** The same for the same hops. Fit for a URL. */
  readonly key: string
  /** At least one. */
  readonly hops: readonly Hop[]
  /** It goes on beyond {@link Limits.hops}. */
  readonly cut: boolean
  /** A span at an end of a hop, an attempt included, has an error status. */
  readonly failed: boolean
  /** The first start and the last end of the spans at the ends of its hops. */
  readonly from: EpochNanos
  readonly to: EpochNanos
}

export interface Hop {
  readonly edge: LinkEdge
  /** All attempts at the message, that of `edge` included; empty: there was but one. */
  readonly attempts: Attempts
}

export interface Chains {
  /** Failed ones first, then the longest in time. */
  readonly chains: readonly Chain[]
  /** There are more than {@link Limits.chains}: those that are here were found first. */
  readonly more: boolean
}

export interface Limits {
  readonly chains: number
  /** In each direction from the item's trace. */
  readonly hops: number
}

/** More chains are not chosen from by hand; a longer one is not seen at a glance. */
export const DEFAULT_LIMITS: Limits = { chains: 500, hops: 100 }

/** The trace in which a journey is looked at, and the span of it that is selected; null: none. */
export interface Anchor {
  readonly traceId: TraceId
  readonly spanId: SpanId | null
}

/** Links by trace, and how one gets through each. */
export interface Walkable {
  readonly byTrace: ReadonlyMap<TraceId, TraceEdges>
  readonly passageOf: (traceId: TraceId) => Passage
}

/** The links of each trace, by time. Links from a span to itself lead nowhere and are left out. */
export function edgesByTrace(edges: Iterable<LinkEdge>): ReadonlyMap<TraceId, TraceEdges> {
  const byTrace = new Map<TraceId, { entries: LinkEdge[]; exits: LinkEdge[] }>()
  const of = (traceId: TraceId) => {
    let found = byTrace.get(traceId)
    if (!found) byTrace.set(traceId, (found = { entries: [], exits: [] }))
    return found
  }
  for (const edge of [...edges].sort(byStart)) {
    if (sameRef(edge.from, edge.to)) continue
    of(edge.from.traceId).entries.push(edge)
    of(edge.to.traceId).exits.push(edge)
  }
  return byTrace
}

/**
 * All ways through a span: as far back as links lead, then as far on. A way passes no linking span twice, so that a cycle is gone
 * round once. Of several attempts at a message it takes the one in the anchor's trace, else those from which it goes on, else the last.
 */
export function chainsThrough(
  { byTrace, passageOf }: Walkable,
  { traceId, spanId }: Anchor,
  limits: Limits = DEFAULT_LIMITS,
): Chains {
  const attempts = attemptsOf([...byTrace.values()].flatMap(({ entries }) => entries))
  const exitsOf = new Map<EdgeKey, readonly LinkEdge[]>()
  const chains = new Map<string, Chain>()
  for (const way of ways()) {
    // A way that leads through the anchor's trace twice is found twice.
    const chain = chainOf(way, attempts)
    if (chains.has(chain.key)) continue
    if (chains.size === limits.chains) return { chains: ranked(chains.values()), more: true }
    chains.set(chain.key, chain)
  }
  return { chains: ranked(chains.values()), more: false }

  function* ways(): Generator<Way> {
    const passage = passageOf(traceId)
    const entries = passage.entriesTo(spanId).filter(isTaken)
    const reached = new Set<EdgeKey>()
    for (const entry of entries) {
      for (const exit of exitsFrom(entry)) reached.add(exit.key)
      for (const way of waysBack({ edges: [entry], cut: false }, limits.hops)) {
        yield* waysOn(way, limits.hops)
      }
    }
    for (const exit of passage.exitsAfter(spanId)) {
      if (!reached.has(exit.key) && isTaken(exit)) {
        yield* waysOn({ edges: [exit], cut: false }, limits.hops - 1)
      }
    }
  }

  function* waysBack(way: Way, left: number): Generator<Way> {
    const [first] = way.edges
    const passed = passedSpans(way)
    const before = (byTrace.get(first.to.traceId)?.entries ?? []).filter(
      (entry) =>
        !passed.has(spanKey(entry.from)) && isTaken(entry) && exitsFrom(entry).includes(first),
    )
    if (before.length === 0) yield way
    else if (left <= 1) yield { ...way, cut: true }
    else
      for (const entry of before)
        yield* waysBack({ ...way, edges: [entry, ...way.edges] }, left - 1)
  }

  function* waysOn(way: Way, left: number): Generator<Way> {
    const passed = passedSpans(way)
    const after = exitsFrom(way.edges[way.edges.length - 1]).filter(
      (exit) => !passed.has(spanKey(exit.from)) && isTaken(exit),
    )
    if (after.length === 0) yield way
    else if (left <= 0) yield { ...way, cut: true }
    else for (const exit of after) yield* waysOn({ ...way, edges: [...way.edges, exit] }, left - 1)
  }

  function isTaken(edge: LinkEdge): boolean {
    const group = attempts.get(edge.key)
    if (!group) return true
    const anchored = group.filter(({ from }) => from.traceId === traceId)
    if (anchored.length > 0) return anchored.includes(edge)
    const leading = group.filter((attempt) => exitsFrom(attempt).length > 0)
    return leading.length > 0 ? leading.includes(edge) : group.at(-1) === edge
  }

  function exitsFrom(entry: LinkEdge): readonly LinkEdge[] {
    let exits = exitsOf.get(entry.key)
    if (!exits) {
      exits = passageOf(entry.from.traceId).exitsFrom(entry)
      exitsOf.set(entry.key, exits)
    }
    return exits
  }
}

interface Way {
  readonly edges: readonly LinkEdge[]
  readonly cut: boolean
}

function passedSpans({ edges }: Way): Set<SpanKey> {
  return new Set(edges.map(({ from }) => spanKey(from)))
}

function chainOf({ edges, cut }: Way, attempts: ReadonlyMap<EdgeKey, Attempts>): Chain {
  const hops = edges.map((edge) => ({ edge, attempts: attempts.get(edge.key) ?? [] }))
  const spans = hops.flatMap(({ edge, attempts: all }) => {
    const linked = spanOfTarget(edge.linked)
    return [edge, ...all].map(({ linking }) => linking).concat(linked ?? [])
  })
  return {
    key: textHash(edges.map(({ key }) => key).join(' ')),
    hops,
    cut,
    failed: spans.some(({ status }) => status === STATUS_ERROR),
    from: spans.reduce((least, { start }) => (start < least ? start : least), spans[0].start),
    to: spans.reduce((most, { end }) => (end > most ? end : most), spans[0].end),
  }
}

function ranked(chains: Iterable<Chain>): Chain[] {
  return [...chains].sort((a, b) => {
    if (a.failed !== b.failed) return a.failed ? -1 : 1
    const [lengthA, lengthB] = [a.to - a.from, b.to - b.from]
    if (lengthA !== lengthB) return lengthA > lengthB ? -1 : 1
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
  })
}
