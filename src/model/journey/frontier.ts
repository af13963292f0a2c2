import type { TraceId } from '../ids.ts'
import type { Direction, LinkGraph } from '../link-graph/link-graph.ts'
import type { Chain } from './chains.ts'

/** Links that were not asked for and on which journeys depend. */
export interface Follow {
  readonly traceId: TraceId
  readonly direction: Direction
  /** So many pages of links; of causes there is one. */
  readonly pages: number
}

/**
 * What to ask next so that chains reach their ends: causes of the first trace, effects of the last one, and effects of each cause,
 * where there may be other attempts at its message. Every page of them: the link of this item may be on the last. The ends of all
 * chains come first, in their order.
 */
export function frontierOf(
  chains: readonly Chain[],
  { boxes, goal }: Pick<LinkGraph, 'boxes' | 'goal'>,
): Follow[] {
  const follows = new Map<string, Follow>()
  const add = (traceId: TraceId, direction: Direction) => {
    const expansion = boxes.get(traceId)?.[direction]
    const asked = goal.opened.get(traceId)?.[direction] ?? 0
    const isMore = expansion?.state === 'known' && expansion.more
    if (!isMore && (expansion?.state !== 'not asked' || asked > 0)) return
    // Twice as many each time: after each answer all chains are found anew.
    follows.set(`${direction} ${traceId}`, { traceId, direction, pages: Math.max(1, 2 * asked) })
  }
  for (const { hops } of chains) {
    const last = hops[hops.length - 1]
    add(hops[0].edge.to.traceId, 'causes')
    for (const { from } of last.attempts.length > 0 ? last.attempts : [last.edge]) {
      add(from.traceId, 'effects')
    }
  }
  for (const { hops } of chains) for (const { edge } of hops) add(edge.to.traceId, 'effects')
  return [...follows.values()]
}

/** The traces whose spans decide how chains go on: those that a chain comes into and leaves. */
export function passedTraces(chains: readonly Chain[]): TraceId[] {
  const passed = new Set<TraceId>()
  for (const { hops } of chains) for (const { edge } of hops.slice(1)) passed.add(edge.to.traceId)
  return [...passed]
}

/** All traces of a chain. */
export function tracesOf({ hops }: Chain): TraceId[] {
  const edges = hops.flatMap(({ edge, attempts }) => [edge, ...attempts])
  return [...new Set(edges.flatMap(({ from, to }) => [to.traceId, from.traceId]))]
}
