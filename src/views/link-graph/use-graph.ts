import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { DEFAULT_ITEMS, type ItemOptions } from '../../model/link-graph/graph-items.ts'
import type { TraceId } from '../../model/ids.ts'
import type { GraphExpander, GraphState as ExpanderState } from '../../queries/graph-expander.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { GraphState } from '../../state/graph-state.ts'
import { GraphSession, sessionName } from './graph-session.ts'
import type { Drawn } from './scene-maker.ts'

/** Answers that come within this time are in the first picture. */
const SOON_MS = 400

export interface OpenGraph extends ExpanderState {
  readonly session: GraphSession
  readonly expander: GraphExpander
  /** Spans arrived that may change the graph. */
  readonly outdated: boolean
  /** Null: nothing is drawn yet. May be of an earlier graph or state. */
  readonly drawn: Drawn | null
}

/** The link graph of a trace, as far as the state wishes. It lives as long as the explorer, so that Back finds it. */
export function useGraph(
  traceId: TraceId,
  state: GraphState,
  onOpened: (opened: GraphState['opened']) => void,
): OpenGraph {
  const explorer = useExplorer()
  const { hops, layout, by, stacks, selected, opened } = state
  const session = explorer.shelf.of(
    sessionName(traceId),
    () => new GraphSession(explorer, traceId, state),
  )
  const { scenes } = session
  const { expander, outdated } = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const { graph, progress } = useSyncExternalStore(expander.subscribe, expander.getSnapshot)
  const drawn = useSyncExternalStore(scenes.subscribe, scenes.getSnapshot)
  const { goal } = graph
  const pinned = selected?.what === 'trace' ? selected.traceId : null
  const options = useMemo(
    (): ItemOptions => ({
      ...DEFAULT_ITEMS,
      by,
      opened: stacks,
      pinned: new Set(pinned === null ? [] : [pinned]),
    }),
    [by, stacks, pinned],
  )
  useEffect(() => {
    if (expander.getSnapshot().graph.goal.hops !== hops) expander.expand(hops)
  }, [expander, hops])
  useEffect(() => {
    if (openedText(opened) !== openedText(goal.opened)) onOpened(goal.opened)
    // The URL follows the graph; what it said first the graph began with.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [goal.opened])
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON_MS)
    return () => clearTimeout(timer)
  }, [])
  // What nobody has seen may still be laid out anew: the first answers are waited for, if they come soon.
  const isFirst = drawn === null && !late
  // What is read again stays in view until it is as large as it was.
  const isSmaller = drawn !== null && graph.boxes.size < drawn.graph.boxes.size
  const ready = !progress.busy || !(isFirst || isSmaller)
  // Before the browser paints, so that a small graph never shows a state that is gone.
  useLayoutEffect(() => {
    if (ready) scenes.make({ graph, options, layout })
  }, [ready, scenes, graph, options, layout])
  return { session, expander, outdated, graph, progress, drawn }
}

function openedText(opened: GraphState['opened']): string {
  return JSON.stringify([...opened])
}
