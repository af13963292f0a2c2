import type { TraceId } from '../ids.ts'
import { type Facts, isFailure } from './facts.ts'
import type { Terms } from './goal.ts'
import type { KnownLinks } from './known-links.ts'
import {
  DIRECTIONS,
  type Direction,
  type Expansion,
  type Failure,
  type Outline,
  type Truncation,
} from './link-graph.ts'
import type { UsedFacts } from './shown-links.ts'
import type { Followed, Walk } from './walk.ts'

export interface Known {
  readonly facts: Facts
  readonly walk: Walk
  readonly used: UsedFacts
  readonly terms: Terms
}

const NOT_ASKED = { state: 'not asked' } as const
const UNSUPPORTED = { state: 'unsupported' } as const

export function expansionOf(known: Known, traceId: TraceId, direction: Direction): Expansion {
  const followed = known.walk.followed[direction].get(traceId)
  if (!followed) {
    if (direction === 'effects' && known.terms.linkedFrom === 'none') return UNSUPPORTED
    return direction === 'causes' && known.used.traceOf(traceId)
      ? knownExpansion(known, traceId, direction)
      : NOT_ASKED
  }
  const { state } = followed
  switch (state) {
    case 'done':
      return knownExpansion(known, traceId, direction)
    case 'absent':
    case 'unsupported':
      return { state }
    case 'failed':
    case 'under way': {
      const links = countLinks(known.used.linksOf(traceId, direction))
      const failure = state === 'failed' ? failureOf(known.facts, traceId, direction) : null
      return failure ? { state: 'failed', links, failure } : { state: 'under way', links }
    }
    default: {
      const links = countLinks(known.used.linksOf(traceId, direction))
      return { state: 'left out', links, why: state }
    }
  }
}

/** @param reading traces that are to be read next */
export function outlineOf(
  { used }: Known,
  reading: ReadonlySet<TraceId>,
  traceId: TraceId,
): Outline {
  const trace = used.traceOf(traceId)
  if (trace) return { state: 'known', summary: trace.summary }
  const failure = used.failureOf(traceId)
  if (failure) return { state: 'failed', failure }
  return reading.has(traceId) ? { state: 'under way' } : NOT_ASKED
}

/** What the goal asks for and the walk did not get. */
export function truncationsOf(walk: Walk): Truncation[] {
  return DIRECTIONS.flatMap((direction) => {
    const counts = new Map<Truncation['why'], number>()
    for (const { state } of walk.followed[direction].values()) {
      if (!isTruncated(state)) continue
      counts.set(state, (counts.get(state) ?? 0) + 1)
    }
    if (walk.leftOut[direction].size > 0) counts.set('boxes', walk.leftOut[direction].size)
    return Array.from(counts, ([why, count]) => ({ why, direction, count }))
  })
}

/** Not what is done, on its way, or what could not be had. */
function isTruncated(state: Followed['state']): state is Truncation['why'] {
  return !['done', 'under way', 'absent'].includes(state)
}

function knownExpansion(known: Known, traceId: TraceId, direction: Direction): Expansion {
  const links = known.used.linksOf(traceId, direction)
  const traces = new Set<TraceId>()
  for (const { from, to } of links) {
    const far = direction === 'causes' ? to.traceId : from.traceId
    if (far !== traceId) traces.add(far)
  }
  let hidden = 0
  for (const far of traces) if (!known.walk.reached.has(far)) hidden++
  const fact = direction === 'effects' ? known.facts.linksTo.get(traceId) : undefined
  return {
    state: 'known',
    links: countLinks(links),
    traces: traces.size,
    hidden,
    more: fact !== undefined && hasMore(known, traceId),
    searched: fact?.searched ?? null,
  }
}

/** Whether there are pages beyond those that the graph is made of. */
function hasMore({ facts, walk }: Known, traceId: TraceId): boolean {
  const fact = facts.linksTo.get(traceId)
  const used = walk.followed.effects.get(traceId)?.pages ?? 0
  return fact !== undefined && (fact.cursor !== null || fact.pages.length > used)
}

function failureOf(facts: Facts, traceId: TraceId, direction: Direction): Failure | null {
  if (direction === 'effects') return facts.linksTo.get(traceId)?.failure ?? null
  const fact = facts.traces.get(traceId)
  return fact && isFailure(fact) ? fact : null
}

function countLinks(groups: readonly KnownLinks[]): number {
  return groups.reduce((sum, { links }) => sum + links.length, 0)
}
