import type { SpanKey, SpanRef, TraceId } from '../ids.ts'
import type { BoxEnd, EndTarget } from './link-graph.ts'

const NONE: readonly BoxEnd[] = []

/** The spans that edges end on, by trace, each once. */
export class BoxEnds {
  readonly #byTrace = new Map<TraceId, Map<SpanKey, BoxEnd>>()

  has(ref: SpanRef, key: SpanKey): boolean {
    return this.#byTrace.get(ref.traceId)?.has(key) === true
  }

  add(ref: SpanRef, key: SpanKey, target: EndTarget): void {
    let ends = this.#byTrace.get(ref.traceId)
    if (!ends) this.#byTrace.set(ref.traceId, (ends = new Map()))
    if (!ends.has(key)) ends.set(key, { ref, target })
  }

  /** By time, of one time by id; those without a known time last. */
  of(traceId: TraceId): readonly BoxEnd[] {
    const ends = this.#byTrace.get(traceId)
    return ends ? [...ends.values()].sort(byTime) : NONE
  }
}

function byTime(a: BoxEnd, b: BoxEnd): number {
  const [x, y] = [startOf(a), startOf(b)]
  if (x !== y) return x === null ? 1 : y === null || x < y ? -1 : 1
  return a.ref.spanId < b.ref.spanId ? -1 : 1
}

function startOf({ target }: BoxEnd): bigint | null {
  return target.at === 'elsewhere' ? target.span.start : null
}
