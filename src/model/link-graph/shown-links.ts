import type { TraceId } from '../ids.ts'
import { type Facts, type ReadTrace, isFailure } from './facts.ts'
import type { Goal } from './goal.ts'
import type { KnownLinks } from './known-links.ts'
import type { Direction, EdgeKey, Failure } from './link-graph.ts'
import type { Walk } from './walk.ts'

const USES_TRACE: ReadonlySet<string | undefined> = new Set(['done', 'failed'])

/** The answers of which one graph is made. Others that happen to be known make no difference to it. */
export class UsedFacts {
  readonly #facts: Facts
  readonly #walk: Walk
  /** Traces of which an outline is wished for. */
  readonly #outlines: ReadonlySet<TraceId>

  constructor(facts: Facts, walk: Walk, root: TraceId, { outlines }: Goal) {
    this.#facts = facts
    this.#walk = walk
    this.#outlines = new Set(outlines).add(root)
  }

  traceOf(traceId: TraceId): ReadTrace | null {
    const read = this.#readOf(traceId)
    return read && !isFailure(read) ? read : null
  }

  /** Why a trace could not be read. That links lead nowhere says it already, and of those traces few are tried. */
  failureOf(traceId: TraceId): Failure | null {
    const read = this.#readOf(traceId)
    return read && isFailure(read) && !this.#walk.spans.isAbsent(traceId) ? read : null
  }

  #readOf(traceId: TraceId): ReadTrace | Failure | null {
    const state = this.#walk.followed.causes.get(traceId)?.state
    const isUsed = USES_TRACE.has(state) || this.#outlines.has(traceId)
    return isUsed ? (this.#facts.traces.get(traceId) ?? null) : null
  }

  linksTo(traceId: TraceId): readonly KnownLinks[] {
    const pages = this.#walk.followed.effects.get(traceId)?.pages ?? 0
    return this.#facts.linksTo.get(traceId)?.pages.slice(0, pages).flat() ?? []
  }

  linksOf(traceId: TraceId, direction: Direction): readonly KnownLinks[] {
    return direction === 'causes' ? (this.traceOf(traceId)?.links ?? []) : this.linksTo(traceId)
  }
}

/** Links between two yields. */
const SLICE = 2048

/** All known links between reached traces, by edge. What a trace's own document says of an edge stands before an index of links. */
export function* shownLinks(
  reached: ReadonlySet<TraceId>,
  used: UsedFacts,
): Generator<void, Map<EdgeKey, KnownLinks>> {
  const shown = new Map<EdgeKey, KnownLinks>()
  let done = 0
  for (const traceId of reached) {
    for (const links of used.linksOf(traceId, 'causes')) {
      if (reached.has(links.to.traceId)) shown.set(links.key, links)
      if (++done % SLICE === 0) yield
    }
  }
  const own = new Set(shown.keys())
  for (const traceId of reached) {
    for (const links of used.linksTo(traceId)) {
      if (++done % SLICE === 0) yield
      if (!reached.has(links.from.traceId) || own.has(links.key)) continue
      const before = shown.get(links.key)
      shown.set(links.key, before ? joined(before, links) : links)
    }
  }
  return shown
}

/** Duplicates of one link on two pages. */
function joined(before: KnownLinks, more: KnownLinks): KnownLinks {
  return { ...before, links: [...before.links, ...more.links] }
}
