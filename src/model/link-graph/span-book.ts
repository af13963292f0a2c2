import type { EpochNanos } from '../../base/time.ts'
import { type SpanKey, type SpanRef, type TraceId, spanKey } from '../ids.ts'
import { type Facts, elsewhere, isFailure } from './facts.ts'
import type { KnownLinks } from './known-links.ts'
import type { EndTarget } from './link-graph.ts'

const PENDING: EndTarget = { at: 'pending' }

export interface LinkedSpan {
  readonly ref: SpanRef
  readonly key: SpanKey
}

/**
 * What is known of spans at the ends of followed links. A trace's own document says it best, then an answer about the span, then a
 * link that came with the span; so answers may differ in what they tell and still make one graph.
 */
export class SpanBook {
  readonly #facts: Facts
  readonly #carriers = new Map<SpanKey, EndTarget>()
  readonly #linked = new Map<TraceId, SpanRef[]>()
  readonly #seen = new Set<SpanKey>()
  /** When the first carrier of a trace began. */
  readonly #times = new Map<TraceId, EpochNanos>()

  constructor(facts: Facts) {
    this.#facts = facts
  }

  targetOf(ref: SpanRef, key: SpanKey = spanKey(ref)): EndTarget {
    const trace = this.#facts.traces.get(ref.traceId)
    const own = trace && !isFailure(trace) ? trace.carriers.get(key) : undefined
    return own ?? this.#facts.spans.get(key) ?? this.#carriers.get(key) ?? PENDING
  }

  /** Whether links to a span were followed, so that it is asked for in its turn. */
  has(key: SpanKey): boolean {
    return this.#seen.has(key)
  }

  /** Takes notice of links; the linked spans that were not seen before. */
  note(links: readonly KnownLinks[]): LinkedSpan[] {
    const found: LinkedSpan[] = []
    for (const { from, to, fromKey, toKey, linking } of links) {
      if (!this.#carriers.has(fromKey)) {
        this.#carriers.set(fromKey, elsewhere(linking))
        const before = this.#times.get(from.traceId)
        if (before === undefined || linking.start < before) {
          this.#times.set(from.traceId, linking.start)
        }
      }
      if (this.#seen.has(toKey)) continue
      this.#seen.add(toKey)
      found.push({ ref: to, key: toKey })
      const known = this.#linked.get(to.traceId)
      if (known) known.push(to)
      else this.#linked.set(to.traceId, [to])
    }
    return found
  }

  /** Whether all that is known of a trace is that links to it lead nowhere. */
  isAbsent(traceId: TraceId): boolean {
    const linked = this.#linked.get(traceId)
    if (!linked || this.#times.has(traceId)) return false
    return linked.every((ref) => {
      const target = this.targetOf(ref)
      return target.at === 'absent' && target.why.reason !== 'span not in its trace'
    })
  }

  /** When a trace was, as far as it is known; undefined while it may still become known. */
  nearOf(traceId: TraceId): EpochNanos | null | undefined {
    const carried = this.#times.get(traceId)
    if (carried !== undefined) return carried
    const targets = (this.#linked.get(traceId) ?? []).map((ref) => this.targetOf(ref))
    const found = targets.find((target) => target.at === 'elsewhere')
    if (found) return found.span.start
    const trace = this.#facts.traces.get(traceId)
    if (trace) return isFailure(trace) ? null : trace.summary.start
    return targets.length === 0 || targets.some(({ at }) => at === 'pending') ? undefined : null
  }
}
