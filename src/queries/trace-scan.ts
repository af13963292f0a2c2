import { formatCount } from '../base/format.ts'
import { type SpanKey, type SpanRef, spanKey } from '../model/ids.ts'
import { type TraceOutline, inRequests } from '../model/link-graph/step.ts'
import type { SpanSummary, TraceSummary } from '../model/summary.ts'
import type { Outliner } from '../sources/answer-step.ts'
import { mapAtOnce } from '../sources/map-at-once.ts'
import { type Resolution, SourceError, type TraceSource } from '../sources/source.ts'

/** Traces whose links are looked up together: what a cancel may lose. */
export const TOGETHER = 8

/** Reads traces and spans, and keeps count of those that could not be. */
export class TraceScan {
  readonly #source: TraceSource
  readonly #outline: Outliner
  readonly #signal: AbortSignal
  /** Null: absent. */
  readonly #spans = new Map<SpanKey, SpanSummary | null>()
  readonly #unread = new Failures()
  readonly #notLookedUp = new Failures()
  tried = 0
  /** As many traces as are read together could not be: nor will the rest. */
  gaveUp = false

  constructor(source: TraceSource, outline: Outliner, signal: AbortSignal) {
    this.#source = source
    this.#outline = outline
    this.#signal = signal
  }

  async read(traces: readonly TraceSummary[]): Promise<TraceOutline[]> {
    const outlines = await mapAtOnce(traces, async ({ traceId }) => {
      try {
        const encoded = await this.#source.fetchTrace(traceId, this.#signal)
        return await this.#outline(encoded, traceId, this.#signal)
      } catch (error) {
        this.#signal.throwIfAborted()
        this.#unread.add(error)
        return null
      }
    })
    this.tried += traces.length
    const read = outlines.filter((outline) => outline !== null)
    this.gaveUp = read.length === 0 && traces.length === TOGETHER
    return read
  }

  /** What the links point to; those that could not be asked for are not in the answer. */
  async lookUp(
    outlines: readonly TraceOutline[],
  ): Promise<ReadonlyMap<SpanKey, SpanSummary | null>> {
    const links = outlines.flatMap((each) => each.links)
    for (const { from } of links) this.#spans.set(spanKey(from.ref), from)
    const wanted = new Map<SpanKey, SpanRef>()
    for (const { link } of links) {
      if (!link.to.valid) continue
      const key = spanKey(link.to.ref)
      if (!this.#spans.has(key)) wanted.set(key, link.to.ref)
    }
    const requests = inRequests([...wanted.values()], this.#source.capabilities)
    await mapAtOnce(requests, async ({ refs }) => {
      try {
        for (const answer of await this.#source.resolveSpans(refs, this.#signal)) this.#take(answer)
      } catch (error) {
        this.#signal.throwIfAborted()
        for (const _ of refs) this.#notLookedUp.add(error)
      }
    })
    return this.#spans
  }

  #take(answer: Resolution): void {
    // The source did not say that it is absent.
    if (!answer.span && 'message' in answer.why) this.#notLookedUp.add(null, answer.why.message)
    else this.#spans.set(spanKey(answer.ref), answer.span)
  }

  leftOut(): string[] {
    const stopped = this.gaveUp ? ' The scan stopped there.' : ''
    const of = formatCount(this.tried)
    return [
      ...this.#unread.told((n) => `${n} of ${of} traces could not be read`, stopped),
      ...this.#notLookedUp.told(
        (n) => `Links to ${n} spans that could not be looked up are left out`,
      ),
    ]
  }

  throwIfNothingRead(): void {
    if (this.tried > 0 && this.#unread.count === this.tried) throw this.#unread.first
  }
}

/** The first stands for all. */
class Failures {
  count = 0
  first: unknown = null
  #why = ''

  add(error: unknown, why = sentenceOf(error)): void {
    if (this.count++ > 0) return
    this.first = error
    this.#why = why
  }

  told(what: (count: string) => string, after = ''): string[] {
    return this.count === 0 ? [] : [`${what(formatCount(this.count))}: ${this.#why}${after}`]
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof SourceError ? error.message : 'The source’s answer could not be read.'
}
