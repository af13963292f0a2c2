import { inSlices } from '../base/slices.ts'
import type { TraceId } from '../model/ids.ts'
import { withoutFailures } from '../model/link-graph/facts.ts'
import {
  FIRST_GOAL,
  type Goal,
  type Terms,
  largerGoal,
  stoppedGoal,
  withOpened,
} from '../model/link-graph/goal.ts'
import { absorbInSlices, startGraph } from '../model/link-graph/graph.ts'
import type { Direction, GraphRoot, LinkGraph } from '../model/link-graph/link-graph.ts'
import type { Answer, Step } from '../model/link-graph/step.ts'
import { type ReadOutline, answerStep } from '../sources/answer-step.ts'
import type { ScanProgress, TraceSource } from '../sources/source.ts'
import { StepQueue, knownAnswer } from './step-queue.ts'
import type { TargetResolver } from './target-resolver.ts'

export interface GraphState {
  readonly graph: LinkGraph
  readonly progress: GraphProgress
}

export interface GraphProgress {
  readonly busy: boolean
  /** Steps answered since there last was nothing to do, and those known to come with them: it grows with every layer. */
  readonly done: number
  readonly of: number
  /** Sent since the beginning. */
  readonly requests: number
  /** How far a scan for links is; null: none is under way. */
  readonly scan: ScanProgress | null
}

export interface GraphExpanderParts {
  readonly source: TraceSource
  /** What other panels know of spans is not asked again, unless it may be out of date. */
  readonly targets: Pick<TargetResolver, 'current'>
  readonly read: ReadOutline
  readonly root: GraphRoot
  readonly goal?: Goal
}

/**
 * Drives a link graph to its goal: asks what the graph wants, a few requests at the same time, and tells of many answers
 * together. The graph is made anew in slices, so that the page stays free.
 */
export class GraphExpander {
  readonly #parts: GraphExpanderParts
  readonly #queue = new StepQueue()
  readonly #listeners = new Set<() => void>()
  readonly #life = new AbortController()
  #asking = new AbortController()
  #graph: LinkGraph
  #state: GraphState
  #goal: Goal
  /** Came, and not in the graph yet. */
  #answers: Answer[] = []
  #forget = false
  #useAbsent = true
  #updating = false
  #soon: ReturnType<typeof setTimeout> | null = null
  #running = 0
  #done = 0
  #requests = 0
  #scan: ScanProgress | null = null

  constructor(parts: GraphExpanderParts) {
    this.#parts = parts
    this.#goal = parts.goal ?? FIRST_GOAL
    this.#graph = startGraph(parts.root, this.#terms(), this.#goal)
    this.#queue.replace(this.#graph.wanted, this.#graph.terms)
    this.#state = { graph: this.#graph, progress: this.#progress() }
    // Not at once: who is disposed of in the same turn, as React does in development, asks nothing.
    queueMicrotask(() => this.#pump())
  }

  getSnapshot = (): GraphState => this.#state
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Causes of causes and effects of effects, so many links far. */
  expand(hops: number): void {
    this.#wish({ ...this.#goal, hops, stopped: false })
  }

  /** One direction of one box, as far as it is known and at least so many pages. */
  expandBox(traceId: TraceId, direction: Direction, pages = 1): void {
    this.#open(traceId, direction, Math.max(pages, this.#pagesOf(traceId, direction)))
  }

  /** Takes away what only this direction of this box led to. */
  foldBox(traceId: TraceId, direction: Direction): void {
    this.#open(traceId, direction, 0)
  }

  /** The next page of links to a trace. */
  more(traceId: TraceId, direction: Direction): void {
    this.#open(traceId, direction, this.#pagesOf(traceId, direction) + 1)
  }

  /** Boxes in view: their outlines are asked for if they are not known. */
  outline(traceIds: Iterable<TraceId>): void {
    const before = this.#goal.outlines
    const outlines = new Set(before)
    for (const traceId of traceIds) outlines.add(traceId)
    if (outlines.size > before.size) this.#wish({ ...this.#goal, outlines })
  }

  /** Asks again for what failed or was absent. */
  retry(): void {
    this.#forget = true
    this.#useAbsent = false
    this.#wish({ ...this.#goal, stopped: false })
  }

  /** Goes on after {@link cancel}, or beyond the budget. */
  goOn(): void {
    this.#wish(largerGoal({ ...this.#graph, goal: this.#goal }))
  }

  /** Stops what is under way. What came stays, of a scan what it has found. */
  cancel(): void {
    this.#asking.abort()
    this.#asking = new AbortController()
    this.#wish(stoppedGoal({ ...this.#graph, goal: this.#goal }))
  }

  dispose(): void {
    this.#listeners.clear()
    this.#life.abort()
    this.#asking.abort()
    if (this.#soon !== null) clearTimeout(this.#soon)
  }

  #wish(goal: Goal): void {
    this.#goal = goal
    void this.#update()
  }

  #open(traceId: TraceId, direction: Direction, pages: number): void {
    this.#wish(withOpened(this.#goal, traceId, direction, pages))
  }

  #pagesOf(traceId: TraceId, direction: Direction): number {
    if (direction === 'causes') return 0
    return this.#graph.facts.linksTo.get(traceId)?.pages.length ?? 0
  }

  #terms(): Terms {
    const { linkedFrom, resolveAtOnce } = this.#parts.source.capabilities
    return { linkedFrom, resolveAtOnce }
  }

  #pump(): void {
    while (this.#running < CONCURRENT && !this.#life.signal.aborted) {
      const step = this.#queue.next()
      if (!step) return
      void this.#ask(step)
    }
  }

  async #ask(step: Step): Promise<void> {
    const { source, read } = this.#parts
    const { signal } = this.#asking
    let last: ScanProgress | null = null
    this.#running++
    this.#requests++
    try {
      const answer = await answerStep(source, read, step, signal, (progress) => {
        last = progress
        this.#scan = progress
        this.#later()
      })
      this.#answers.push(answer)
    } catch {
      // Aborted: there is no other way to get here.
      if (last) this.#answers.push(foundBy(step, last))
      else this.#queue.over(step)
    } finally {
      this.#running--
      this.#done++
      if (last) this.#scan = null
    }
    if (this.#life.signal.aborted) return
    this.#pump()
    if (this.#running === 0) void this.#update()
    else this.#later()
  }

  /** While answers are under way many of them are taken together: each taking costs a pass over the whole graph. */
  #later(): void {
    this.#soon ??= setTimeout(() => void this.#update(), TOGETHER_MS)
  }

  async #update(): Promise<void> {
    if (this.#updating || this.#life.signal.aborted) return
    this.#updating = true
    if (this.#soon !== null) clearTimeout(this.#soon)
    this.#soon = null
    try {
      do {
        if (this.#isBehind()) await this.#takeIn()
        this.#tell()
      } while (this.#isBehind() && this.#running === 0)
    } catch (error) {
      if (!this.#life.signal.aborted) throw error
    } finally {
      this.#updating = false
    }
    if (this.#isBehind()) this.#later()
  }

  #isBehind(): boolean {
    return this.#answers.length > 0 || this.#forget || this.#goal !== this.#graph.goal
  }

  async #takeIn(): Promise<void> {
    const { signal } = this.#life
    const { targets } = this.#parts
    const answers = this.#answers
    this.#answers = []
    const facts = this.#forget ? withoutFailures(this.#graph.facts) : this.#graph.facts
    this.#forget = false
    const basis = { ...this.#graph, terms: this.#terms(), goal: this.#goal, facts }
    let graph = await inSlices(absorbInSlices(basis, answers), signal)
    for (;;) {
      const known = knownAnswer(graph.wanted, (ref) => targets.current(ref), this.#useAbsent)
      if (!known) break
      graph = await inSlices(absorbInSlices(graph, [known]), signal)
    }
    for (const { step } of answers) this.#queue.over(step)
    this.#graph = graph
    this.#queue.replace(graph.wanted, graph.terms)
    this.#pump()
  }

  #progress(): GraphProgress {
    const left = this.#running + this.#queue.length
    return {
      busy: left > 0,
      done: this.#done,
      of: this.#done + left,
      requests: this.#requests,
      scan: this.#scan,
    }
  }

  #tell(): void {
    this.#state = { graph: this.#graph, progress: this.#progress() }
    if (!this.#state.progress.busy) this.#done = 0
    for (const listener of this.#listeners) listener()
  }
}

/** Requests under way: a page has few connections to one host, and other panels need some. */
const CONCURRENT = 4
const TOGETHER_MS = 150

/** What a scan had found when it was ended. */
function foundBy(step: Step, { backlinks, searched }: ScanProgress): Answer {
  if (step.kind !== 'links to') throw new TypeError(`no scan: ${step.kind}`)
  return { step, page: { backlinks, cursor: null, searched } }
}
