import type { SpanKey, SpanRef } from '../ids.ts'
import type { Terms } from './goal.ts'
import type { LinkedSpan } from './span-book.ts'
import { type ReadStep, type Step, inRequests } from './step.ts'

/** What a walk wants to ask, each thing once. */
export class StepPlan {
  readonly #terms: Terms
  readonly #refs = new Map<SpanKey, SpanRef>()
  readonly #steps: Step[] = []

  constructor(terms: Terms) {
    this.#terms = terms
  }

  /** While traces are read only full requests are made of the spans that they link to. */
  add(steps: readonly Step[], spans: readonly LinkedSpan[]): void {
    const { resolveAtOnce } = this.#terms
    const reading = steps.some(({ kind }) => kind === 'read')
    const full = spans.length - (reading ? spans.length % resolveAtOnce : 0)
    for (const { key, ref } of spans.slice(0, full)) this.#refs.set(key, ref)
    this.#steps.push(...steps)
  }

  /** Many boxes gain by a request for spans, and outlines are for boxes in view: both come before what leads farther. */
  inOrder(outlines: readonly ReadStep[]): Step[] {
    const read = new Set<string>()
    const others = [...outlines, ...this.#steps].filter((step) => {
      if (step.kind !== 'read') return true
      const isNew = !read.has(step.traceId)
      read.add(step.traceId)
      return isNew
    })
    return [...inRequests([...this.#refs.values()], this.#terms), ...others]
  }
}
