import { type SpanRef, spanKey } from '../model/ids.ts'
import type { Terms } from '../model/link-graph/goal.ts'
import { type Answer, type Resolved, type Step, inRequests } from '../model/link-graph/step.ts'
import type { LinkTarget } from '../model/link-target.ts'

/** The steps that a graph wants, each asked once; a step is over when the graph has its answer. */
export class StepQueue {
  #waiting: Step[] = []
  /** Asked, the answer not in the graph yet. */
  readonly #asked = new Set<string>()

  get length(): number {
    return this.#waiting.length
  }

  /** Takes the steps that a graph wants now in place of those that it wanted before. */
  replace(wanted: readonly Step[], terms: Terms): void {
    const refs = refsOf(wanted).filter((ref) => !this.#asked.has(spanKey(ref)))
    const others = wanted.filter((step) => step.kind !== 'resolve' && !this.#isAsked(step))
    this.#waiting = [...inRequests(refs, terms), ...others]
  }

  next(): Step | null {
    const step = this.#waiting.shift() ?? null
    if (step) for (const key of keysOf(step)) this.#asked.add(key)
    return step
  }

  /** The step has an answer in the graph, or will have none. */
  over(step: Step): void {
    for (const key of keysOf(step)) this.#asked.delete(key)
  }

  #isAsked(step: Step): boolean {
    return keysOf(step).every((key) => this.#asked.has(key))
  }
}

/**
 * An answer to what is wanted from spans that are known already; null: none of them is. What was absent is an answer only if
 * `absent` says so.
 */
export function knownAnswer(
  wanted: readonly Step[],
  targetOf: (ref: SpanRef) => LinkTarget,
  absent: boolean,
): Answer | null {
  const spans = refsOf(wanted).flatMap((ref): Resolved[] => {
    const target = targetOf(ref)
    if (target.at === 'elsewhere') return [{ ref, span: target.span }]
    if (target.at === 'absent' && absent) return [{ ref, span: null, why: target.why }]
    return []
  })
  if (spans.length === 0) return null
  return { step: { kind: 'resolve', refs: spans.map(({ ref }) => ref) }, spans }
}

function refsOf(steps: readonly Step[]): SpanRef[] {
  return steps.flatMap((step) => (step.kind === 'resolve' ? step.refs : []))
}

function keysOf(step: Step): string[] {
  switch (step.kind) {
    case 'read':
      return [`read ${step.traceId}`]
    case 'links to':
      return [`links to ${step.traceId} ${step.cursor}`]
    case 'resolve':
      return step.refs.map(spanKey)
  }
}
