import type { TraceId } from '../../model/ids.ts'
import { FIRST_GOAL, type Goal } from '../../model/link-graph/goal.ts'
import type { Explorer } from '../../queries/explorer.ts'
import { GraphExpander } from '../../queries/graph-expander.ts'
import type { ArrivalNotice } from '../../sources/source.ts'
import type { GraphState } from '../../state/graph-state.ts'
import { SceneMaker } from './scene-maker.ts'

export interface SessionState {
  readonly expander: GraphExpander
  /** Spans arrived that may change the graph. */
  readonly outdated: boolean
}

/** The link graph of a trace as it was left: what is known of it, and where everything stands. */
export class GraphSession {
  readonly scenes = new SceneMaker()
  readonly #explorer: Explorer
  readonly #traceId: TraceId
  readonly #listeners = new Set<() => void>()
  readonly #unwatch: () => void
  #state: SessionState

  constructor(explorer: Explorer, traceId: TraceId, { hops, opened }: GraphState) {
    this.#explorer = explorer
    this.#traceId = traceId
    const expander = this.#begin({ ...FIRST_GOAL, hops, opened })
    this.#state = { expander, outdated: false }
    this.#unwatch = explorer.onArrival((notice) => this.#arrived(notice))
  }

  getSnapshot = (): SessionState => this.#state
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads the graph anew, as far as it went. */
  readAgain(): void {
    const { expander } = this.#state
    const { goal } = expander.getSnapshot().graph
    expander.dispose()
    this.#set({ expander: this.#begin(goal), outdated: false })
  }

  dispose(): void {
    this.#unwatch()
    this.#state.expander.dispose()
    this.scenes.dispose()
    this.#listeners.clear()
  }

  #begin(goal: Goal): GraphExpander {
    const { source, targets, readOutline } = this.#explorer
    const root = { traceId: this.#traceId, spanId: null }
    return new GraphExpander({ source, targets, read: readOutline, root, goal })
  }

  /** What was absent and has come is asked for again; what else has changed, the user decides. */
  #arrived({ all, traceIds, linkedTraceIds }: ArrivalNotice): void {
    const { expander } = this.#state
    const { boxes } = expander.getSnapshot().graph
    const isAbsent = (traceId: TraceId) =>
      boxes.get(traceId)?.ends.some(({ target }) => target.at === 'absent') === true
    if (traceIds.some(isAbsent)) expander.retry()
    const touched = [...traceIds, ...linkedTraceIds]
    if (all || touched.some((traceId) => boxes.has(traceId) && !isAbsent(traceId))) {
      this.#set({ expander, outdated: true })
    }
  }

  #set(state: SessionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** By it an explorer keeps the session. */
export function sessionName(traceId: TraceId): string {
  return `link graph ${traceId}`
}
