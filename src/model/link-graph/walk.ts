import type { TraceId } from '../ids.ts'
import { type Facts, isFailure } from './facts.ts'
import type { Goal, Terms } from './goal.ts'
import type { KnownLinks } from './known-links.ts'
import { DIRECTIONS, type Direction, type GraphRoot, type LeftOutReason } from './link-graph.ts'
import { type LinkedSpan, SpanBook } from './span-book.ts'
import type { LinksToStep, ReadStep, Step } from './step.ts'
import { StepPlan } from './step-plan.ts'

/** How far the links of a box were followed in one direction. */
export interface Followed {
  readonly state: 'done' | 'under way' | 'failed' | 'absent' | 'unsupported' | LeftOutReason
  /** Pages of which the graph is made; of causes 0 or 1. */
  readonly pages: number
}

/** Which traces a goal reaches by the known facts, what that cost, and what has to be asked next. */
export interface Walk {
  /** In the order in which they were reached. */
  readonly reached: ReadonlySet<TraceId>
  readonly followed: Readonly<Record<Direction, ReadonlyMap<TraceId, Followed>>>
  /** Traces that were known and had no place in the budget. */
  readonly leftOut: Readonly<Record<Direction, ReadonlySet<TraceId>>>
  readonly requests: number
  readonly wanted: readonly Step[]
  readonly spans: SpanBook
}

/** Boxes, or links of one box, between two yields. */
const SLICE = 256
const LINKS_A_SLICE = 2048

/**
 * Walks from the root layer by layer: causes of causes, effects of effects, each layer in the order in which its boxes were
 * reached and a box's links in the order sent. All known facts count, but a layer is asked for only when the one before it on
 * its side is complete: so what a budget cuts off does not depend on which answer came first. Then single boxes that were
 * expanded on demand.
 */
export function* walk(
  root: GraphRoot,
  goal: Goal,
  terms: Terms,
  facts: Facts,
): Generator<void, Walk> {
  const walker = new Walker(root, goal, terms, facts)
  yield* walker.followHops()
  yield* walker.followOpened()
  return walker.finish()
}

class Walker {
  readonly #root: GraphRoot
  readonly #goal: Goal
  readonly #terms: Terms
  readonly #facts: Facts
  readonly #spans: SpanBook
  readonly #reached: Set<TraceId>
  readonly #followed = {
    causes: new Map<TraceId, Followed>(),
    effects: new Map<TraceId, Followed>(),
  }
  readonly #leftOut = { causes: new Set<TraceId>(), effects: new Set<TraceId>() }
  readonly #plan: StepPlan
  #requests = 0

  constructor(root: GraphRoot, goal: Goal, terms: Terms, facts: Facts) {
    this.#root = root
    this.#goal = goal
    this.#terms = terms
    this.#facts = facts
    this.#spans = new SpanBook(facts)
    this.#plan = new StepPlan(terms)
    this.#reached = new Set([root.traceId])
  }

  *followHops(): Generator<void> {
    const { traceId } = this.#root
    const sides = DIRECTIONS.map((direction) => ({
      direction,
      layer: [traceId],
      seen: new Set([traceId]),
      /** Every layer so far is complete, so that the next may be asked for. */
      complete: !this.#goal.stopped,
    }))
    const { hops } = this.#goal
    for (let hop = 0; hop < hops && sides.some(({ layer }) => layer.length > 0); hop++) {
      for (const side of sides) {
        const next: TraceId[] = []
        const steps: Step[] = []
        const linked: LinkedSpan[] = []
        for (const [i, trace] of side.layer.entries()) {
          const { links, step } = this.#followHop(trace, side.direction)
          if (step) steps.push(step)
          for (let from = 0; from < links.length; from += LINKS_A_SLICE) {
            const some = links.slice(from, from + LINKS_A_SLICE)
            linked.push(...this.#spans.note(some))
            for (const far of this.#admit(trace, side.direction, some)) {
              if (side.seen.has(far)) continue
              side.seen.add(far)
              next.push(far)
            }
            if (some.length === LINKS_A_SLICE) yield
          }
          if (i % SLICE === SLICE - 1) yield
        }
        this.#requests += Math.ceil(linked.length / this.#terms.resolveAtOnce)
        const unknown = this.#unknown(linked)
        if (side.complete) this.#plan.add(steps, unknown)
        side.complete &&= steps.length === 0 && unknown.length === 0
        side.layer = next
        yield
      }
    }
  }

  /** Boxes that are reached here may be expanded themselves, and come in their turn. */
  *followOpened(): Generator<void> {
    let done = 0
    for (const traceId of this.#reached) {
      const opened = this.#goal.opened.get(traceId)
      if (++done % SLICE === 0) yield
      if (!opened) continue
      for (const direction of DIRECTIONS) {
        const pages = opened[direction] ?? 0
        if (pages > 0) this.#followOnDemand(traceId, direction, pages)
      }
    }
  }

  finish(): Walk {
    return {
      reached: this.#reached,
      followed: this.#followed,
      leftOut: this.#leftOut,
      requests: this.#requests,
      wanted: this.#plan.inOrder(this.#outlineSteps()),
      spans: this.#spans,
    }
  }

  #outlineSteps(): ReadStep[] {
    const { stopped, outlines } = this.#goal
    const inView = stopped ? outlines : [this.#root.traceId, ...outlines]
    return Array.from(inView, (traceId) => ({ kind: 'read' as const, traceId })).filter(
      ({ traceId }) => this.#canRead(traceId),
    )
  }

  #canRead(traceId: TraceId): boolean {
    return (
      this.#reached.has(traceId) &&
      !this.#facts.traces.has(traceId) &&
      !this.#spans.isAbsent(traceId)
    )
  }

  #followHop(traceId: TraceId, direction: Direction): Found {
    const isRoot = traceId === this.#root.traceId
    if (direction === 'effects' && this.#terms.linkedFrom === 'scan' && !isRoot) {
      return this.#record(traceId, direction, { state: 'scan', pages: 0 })
    }
    const left = Math.max(0, this.#goal.budget.requests - this.#requests)
    const { found, cost } = this.#follow(traceId, direction, Infinity, left)
    this.#requests += cost
    const { state, pages } = this.#followed[direction].get(traceId)!
    if (this.#goal.stopped && state === 'under way') {
      this.#record(traceId, direction, { state: 'stopped', pages })
    }
    // Folded: its links are known, and lead nowhere.
    if (this.#goal.opened.get(traceId)?.[direction] === 0) return { ...found, links: [] }
    const { spanId } = this.#root
    if (!isRoot || spanId === null) return found
    const near = direction === 'causes' ? 'from' : 'to'
    return { ...found, links: found.links.filter((link) => link[near].spanId === spanId) }
  }

  #followOnDemand(traceId: TraceId, direction: Direction, pages: number): void {
    const before = this.#followed[direction].get(traceId)
    const wished = Math.max(pages, before?.pages ?? 0)
    const byHop = before?.state === 'done' || before?.state === 'under way'
    const { links, step } = this.#follow(
      traceId,
      direction,
      byHop ? Infinity : wished,
      Infinity,
    ).found
    this.#spans.note(links)
    this.#admit(traceId, direction, links)
    // The steps of a hop are asked in its turn.
    const linked = links.map(({ to, toKey }) => ({ ref: to, key: toKey }))
    this.#plan.add(step && !byHop ? [step] : [], this.#unknown(linked))
  }

  #follow(
    traceId: TraceId,
    direction: Direction,
    pages: number,
    most: number,
  ): { readonly found: Found; readonly cost: number } {
    return direction === 'causes'
      ? this.#followCauses(traceId, most)
      : this.#followEffects(traceId, pages, most)
  }

  #followCauses(traceId: TraceId, most: number) {
    const record = (followed: Followed, more?: Partial<Found>) =>
      this.#record(traceId, 'causes', followed, more)
    if (this.#spans.isAbsent(traceId)) {
      return { found: record({ state: 'absent', pages: 0 }), cost: 0 }
    }
    if (most < 1) return { found: record({ state: 'requests', pages: 0 }), cost: 0 }
    const fact = this.#facts.traces.get(traceId)
    if (!fact) {
      const step = { kind: 'read', traceId } as const
      return { found: record({ state: 'under way', pages: 0 }, { step }), cost: 1 }
    }
    if (isFailure(fact)) return { found: record({ state: 'failed', pages: 0 }), cost: 1 }
    return { found: record({ state: 'done', pages: 1 }, { links: fact.links }), cost: 1 }
  }

  /** Every page costs a request, the one that is asked for next or that failed included. */
  #followEffects(traceId: TraceId, wished: number, most: number) {
    const record = (followed: Followed, more?: Partial<Found>) =>
      this.#record(traceId, 'effects', followed, more)
    if (this.#terms.linkedFrom === 'none') {
      return { found: record({ state: 'unsupported', pages: 0 }), cost: 0 }
    }
    const fact = this.#facts.linksTo.get(traceId)
    const known = fact?.pages.length ?? 0
    const pages = Math.min(known, wished, most)
    const links = fact?.pages.slice(0, pages).flat() ?? []
    const isLast = known > 0 && fact?.cursor === null
    if (pages === wished || (pages === known && isLast)) {
      return { found: record({ state: 'done', pages }, { links }), cost: pages }
    }
    if (pages === most) {
      return { found: record({ state: 'requests', pages }, { links }), cost: pages }
    }
    const cost = pages + 1
    if (fact?.failure) return { found: record({ state: 'failed', pages }, { links }), cost }
    const near = this.#spans.nearOf(traceId)
    const cursor = fact?.cursor ?? null
    const step: Step =
      near === undefined
        ? { kind: 'read', traceId }
        : ({ kind: 'links to', traceId, cursor, near } satisfies LinksToStep)
    return { found: record({ state: 'under way', pages }, { links, step }), cost }
  }

  #record(
    traceId: TraceId,
    direction: Direction,
    followed: Followed,
    { links = [], step = null }: Partial<Found> = {},
  ): Found {
    this.#followed[direction].set(traceId, followed)
    return { links, step }
  }

  /** The other ends of links that have a place in the graph. */
  #admit(traceId: TraceId, direction: Direction, links: readonly KnownLinks[]): TraceId[] {
    const admitted: TraceId[] = []
    for (const { from, to } of links) {
      const far = direction === 'causes' ? to.traceId : from.traceId
      if (far === traceId) continue
      if (!this.#reached.has(far)) {
        if (this.#reached.size >= this.#goal.budget.boxes) {
          this.#leftOut[direction].add(far)
          continue
        }
        this.#reached.add(far)
      }
      admitted.push(far)
    }
    return admitted
  }

  #unknown(spans: readonly LinkedSpan[]): LinkedSpan[] {
    return spans.filter(
      ({ ref, key }) =>
        this.#reached.has(ref.traceId) && this.#spans.targetOf(ref, key).at === 'pending',
    )
  }
}

interface Found {
  readonly links: readonly KnownLinks[]
  readonly step: Step | null
}
