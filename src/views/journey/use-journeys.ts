import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { SpanId, TraceId } from '../../model/ids.ts'
import { chainGraph } from '../../model/journey/chain-graph.ts'
import {
  type Chain,
  type Chains,
  DEFAULT_LIMITS,
  chainsThrough,
} from '../../model/journey/chains.ts'
import { type Follow, frontierOf, passedTraces, tracesOf } from '../../model/journey/frontier.ts'
import { journeyAlong } from '../../model/journey/journey-along.ts'
import type { Journey } from '../../model/journey/journey.ts'
import type { LinkGraph } from '../../model/link-graph/link-graph.ts'
import type { GraphProgress } from '../../queries/graph-expander.ts'
import { LiveGraph } from '../../queries/live-graph.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { useReadTraces } from '../../queries/use-read-traces.ts'

/** Pages of links that are asked for unasked: some seconds of a source that is near. */
const FOLLOWED_UNASKED = 120
/** Traces that are read to tell how chains go through them. */
const MOST_READ = 60

export interface Journeys extends Chains {
  readonly graph: LinkGraph
  /** The chosen one, else the first; null: no link leads here or from here. */
  readonly chain: Chain | null
  readonly journey: Journey
  readonly progress: GraphProgress
  /** Links or traces are still being read, so that chains may change. */
  readonly busy: boolean
  /** Why traces on the way could not be read. */
  readonly failures: ReadonlyMap<TraceId, Error>
  /** Reads those again. */
  readonly readAgain: () => void
  /** Ends that were not followed, since there are so many. */
  readonly left: readonly Follow[]
  readonly live: LiveGraph
  /** Lists as many chains again. */
  readonly listMore: () => void
}

/** The journeys through a span, read as far as links lead; null: nothing is known yet. */
export function useJourneys(
  traceId: TraceId,
  spanId: SpanId | null,
  chosen: string | null,
): Journeys | null {
  const explorer = useExplorer()
  const live = useMemo(() => new LiveGraph(explorer, traceId), [explorer, traceId])
  const state = useSyncExternalStore(live.subscribe, live.getSnapshot)
  const [most, setMost] = useState(DEFAULT_LIMITS.chains)
  const [wanted, setWanted] = useState<readonly TraceId[]>([traceId])
  const read = useReadTraces(wanted)

  const edges = useSettled(state?.graph.edges ?? NO_EDGES, state?.progress.busy ?? false)
  const walkable = useMemo(() => chainGraph(edges.values(), read.traces), [edges, read.traces])
  const anchor = useMemo(() => ({ traceId, spanId }), [traceId, spanId])
  const found = useMemo(
    () => chainsThrough(walkable, anchor, { ...DEFAULT_LIMITS, chains: most }),
    [walkable, anchor, most],
  )
  const chain = found.chains.find(({ key }) => key === chosen) ?? found.chains.at(0) ?? null
  const journey = useMemo(() => journeyAlong(chain, anchor, walkable), [chain, anchor, walkable])

  // What was read stays wanted: without it chains would come back that it had shown to be none.
  const more = useMemo(() => withTraces(wanted, chain, found.chains), [wanted, chain, found])
  if (more.length > wanted.length) setWanted(more)

  const resting = state !== null && !state.progress.busy && read.pending === 0
  const stopped = state?.graph.goal.stopped ?? false
  const left = useMemo(() => {
    if (!state) return []
    const canLookUp = explorer.source.capabilities.linkedFrom === 'index'
    return frontierOf(chain ? [chain, ...found.chains] : [], state.graph).filter(
      ({ direction }) => canLookUp || direction === 'causes',
    )
  }, [state, chain, found, explorer])
  const unasked = useMemo(
    () => within(left, FOLLOWED_UNASKED - (state ? followed(state.graph) : 0)),
    [left, state],
  )
  useEffect(() => {
    if (resting && !stopped) live.follow(unasked)
  }, [live, resting, stopped, unasked])

  if (!state) return null
  return {
    ...found,
    graph: state.graph,
    chain,
    journey,
    progress: state.progress,
    busy: !resting || (!stopped && unasked.length > 0),
    failures: read.failures,
    readAgain: read.retry,
    left,
    live,
    listMore: () => setMost(most + DEFAULT_LIMITS.chains),
  }
}

/** The traces of the shown chain, and those that others go through, as far as there is room. */
function withTraces(
  wanted: readonly TraceId[],
  chain: Chain | null,
  chains: readonly Chain[],
): readonly TraceId[] {
  const all = new Set([...wanted, ...(chain ? tracesOf(chain) : [])])
  for (const passed of passedTraces(chains)) if (all.size < MOST_READ) all.add(passed)
  return [...all]
}

/** To walk many thousand links takes a second: while more of them come, as they were. */
function useSettled(edges: LinkGraph['edges'], busy: boolean): LinkGraph['edges'] {
  const [settled, setSettled] = useState(edges)
  const isNews = edges !== settled && (!busy || edges.size < MANY_LINKS)
  if (isNews) setSettled(edges)
  return isNews ? edges : settled
}

const MANY_LINKS = 1000
const NO_EDGES: LinkGraph['edges'] = new Map()

/** Those for whose pages there is room. */
function within(follows: readonly Follow[], room: number): readonly Follow[] {
  let sum = 0
  return follows.filter(({ pages }) => (sum += pages) <= room)
}

function followed({ goal }: LinkGraph): number {
  let count = 0
  for (const { causes = 0, effects = 0 } of goal.opened.values()) count += causes + effects
  return count
}
