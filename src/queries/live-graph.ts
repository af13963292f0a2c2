import type { TraceId } from '../model/ids.ts'
import type { Follow } from '../model/journey/frontier.ts'
import { FIRST_GOAL, type Goal } from '../model/link-graph/goal.ts'
import type { ReadOutline } from '../sources/answer-step.ts'
import type { ArrivalNotice, TraceSource } from '../sources/source.ts'
import { GraphExpander, type GraphState } from './graph-expander.ts'
import type { TargetResolver } from './target-resolver.ts'

/** What it needs of an explorer. */
interface Explored {
  readonly source: TraceSource
  readonly targets: Pick<TargetResolver, 'current'>
  readonly readOutline: ReadOutline
  onArrival(listener: (notice: ArrivalNotice) => void): () => void
}

/**
 * The link graph around a trace for as long as somebody looks: nothing is asked before, and all that is under way stops after. When
 * spans arrive in its traces it is read again as far as it was, and what was there stays in sight until then.
 */
export class LiveGraph {
  readonly #explorer: Explored
  readonly #traceId: TraceId
  readonly #listeners = new Set<() => void>()
  #current: GraphExpander | null = null
  #next: GraphExpander | null = null
  #stopWatching: (() => void) | null = null

  constructor(explorer: Explored, traceId: TraceId) {
    this.#explorer = explorer
    this.#traceId = traceId
  }

  /** Null: nobody looks. */
  getSnapshot = (): GraphState | null => this.#current?.getSnapshot() ?? null
  subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#start()
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  follow(follows: readonly Follow[]): void {
    for (const { traceId, direction, pages } of follows) {
      this.#current?.expandBox(traceId, direction, pages)
    }
  }

  cancel(): void {
    this.#current?.cancel()
  }

  goOn(): void {
    this.#current?.goOn()
  }

  retry(): void {
    this.#current?.retry()
  }

  #start(): void {
    this.#current = this.#read(FIRST_GOAL)
    this.#stopWatching = this.#explorer.onArrival((notice) => {
      if (this.#concerns(notice)) this.#readAgain()
    })
  }

  #stop(): void {
    this.#stopWatching?.()
    this.#current?.dispose()
    this.#next?.dispose()
    this.#current = null
    this.#next = null
  }

  #read(goal: Goal): GraphExpander {
    const { source, targets, readOutline } = this.#explorer
    const root = { traceId: this.#traceId, spanId: null }
    const expander = new GraphExpander({ source, targets, read: readOutline, root, goal })
    expander.subscribe(() => this.#told(expander))
    return expander
  }

  #readAgain(): void {
    const goal = this.#current?.getSnapshot().graph.goal
    if (!goal) return
    this.#next?.dispose()
    this.#next = this.#read(goal)
  }

  #told(expander: GraphExpander): void {
    if (expander === this.#next && !expander.getSnapshot().progress.busy) {
      this.#current?.dispose()
      this.#current = expander
      this.#next = null
    }
    if (expander === this.#current) for (const listener of this.#listeners) listener()
  }

  #concerns({ all, traceIds, linkedTraceIds }: ArrivalNotice): boolean {
    const boxes = this.getSnapshot()?.graph.boxes
    return all || [...traceIds, ...linkedTraceIds].some((traceId) => boxes?.has(traceId))
  }
}
