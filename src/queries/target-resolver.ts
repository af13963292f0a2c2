import { type SpanKey, type SpanRef, type TraceId, spanKey } from '../model/ids.ts'
import { type LinkTarget, PENDING } from '../model/link-target.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'

/**
 * What links point to, asked for once for all panels of an Explorer: callers name the spans that they need and those that are in
 * view, which come first, and read answers as they come. Requests carry as many references as the source takes at once.
 */
export class TargetResolver {
  readonly #source: TraceSource
  readonly #targets = new Map<SpanKey, LinkTarget>()
  /** Answers that may be out of date: they stay in sight until a newer one comes. */
  readonly #stale = new Set<SpanKey>()
  /** Wished for and not asked yet, in the order in which they will be. */
  readonly #wishes = new Map<SpanKey, SpanRef>()
  /** In view: asked before all others. */
  #urgent: readonly SpanRef[] = []
  readonly #listeners = new Set<() => void>()
  #version = 0
  #forgotten = 0
  #notice: ReturnType<typeof setTimeout> | null = null
  #running = 0
  #abort = new AbortController()
  #scheduled = false

  constructor(source: TraceSource) {
    this.#source = source
  }

  target(ref: SpanRef): LinkTarget {
    return this.#targets.get(spanKey(ref)) ?? PENDING
  }

  /** As {@link target}, but pending where the answer may be out of date: for who keeps what it was told. */
  current(ref: SpanRef): LinkTarget {
    return this.#stale.has(spanKey(ref)) ? PENDING : this.target(ref)
  }

  /** Asks for these after what was wished for before. */
  wish(refs: readonly SpanRef[]): void {
    for (const ref of refs) {
      const key = spanKey(ref)
      if (!this.#known(key)) this.#wishes.set(key, ref)
    }
    this.#schedule()
  }

  /** These are in view, and no others: of what is wished for they come first. */
  see(refs: readonly SpanRef[]): void {
    this.#urgent = refs
  }

  /** Drops what was wished for and stops what is under way. Answers that came stay. */
  cancel(): void {
    this.#wishes.clear()
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#changed()
  }

  /** Whether answers are still to come. */
  get busy(): boolean {
    return this.#running > 0 || this.#wishes.size > 0
  }

  /**
   * These traces, or any, got spans: what was absent may be there now, and what an answer told of its trace as a whole may be out of
   * date. `everything`: what was found may be gone, too.
   */
  outdate(what: ReadonlySet<TraceId> | 'any' | 'everything'): void {
    const before = this.#stale.size
    for (const [key, target] of this.#targets) {
      const grows = what === 'any' || (what !== 'everything' && what.has(traceOf(key)))
      if (what === 'everything' || (grows && dependsOnTrace(target))) this.#stale.add(key)
    }
    if (this.#stale.size > before) this.#again()
  }

  /** Forgets what was absent, so that it is looked for again in sight of the user. */
  retry(): void {
    for (const [key, target] of this.#targets) if (target.at === 'absent') this.#targets.delete(key)
    this.#again()
  }

  /** For useSyncExternalStore: changes when there are new answers. */
  version = (): number => this.#version
  /** Changes when targets should be wished for again. */
  forgotten = (): number => this.#forgotten
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  dispose(): void {
    this.#listeners.clear()
    this.cancel()
    if (this.#notice !== null) clearTimeout(this.#notice)
  }

  #known(key: SpanKey): boolean {
    return this.#targets.has(key) && !this.#stale.has(key)
  }

  #again(): void {
    this.#forgotten++
    this.#changed()
  }

  #schedule(): void {
    if (this.#scheduled || this.#wishes.size === 0) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      while (this.#running < CONCURRENT && this.#wishes.size > 0) void this.#ask()
    })
  }

  async #ask(): Promise<void> {
    const batch = this.#take(this.#source.capabilities.resolveAtOnce)
    const { signal } = this.#abort
    this.#running++
    try {
      const answers = await this.#source.resolveSpans(
        batch.map(([, ref]) => ref),
        signal,
      )
      for (const answer of answers) {
        const target: LinkTarget = answer.span
          ? { at: 'elsewhere', span: answer.span }
          : { at: 'absent', why: answer.why }
        this.#answer(spanKey(answer.ref), target)
      }
    } catch (error) {
      if (!signal.aborted) for (const [key] of batch) this.#answer(key, failed(error))
    } finally {
      this.#running--
      this.#schedule()
      this.#tell()
    }
  }

  #take(count: number): [SpanKey, SpanRef][] {
    const batch: [SpanKey, SpanRef][] = []
    const take = (key: SpanKey, ref: SpanRef) => {
      if (batch.length < count && this.#wishes.delete(key)) batch.push([key, ref])
    }
    for (const ref of this.#urgent) take(spanKey(ref), ref)
    for (const [key, ref] of this.#wishes) {
      if (batch.length === count) break
      take(key, ref)
    }
    return batch
  }

  #answer(key: SpanKey, target: LinkTarget): void {
    this.#stale.delete(key)
    this.#targets.delete(key)
    this.#targets.set(key, target)
    if (this.#targets.size <= MOST_KEPT) return
    const [oldest] = this.#targets.keys()
    this.#targets.delete(oldest)
  }

  /** While many answers are under way listeners hear of them together: each hearing costs them a pass over all their rows. */
  #tell(): void {
    if (!this.busy) this.#changed()
    else this.#notice ??= setTimeout(() => this.#changed(), TOGETHER_MS)
  }

  #changed(): void {
    if (this.#notice !== null) clearTimeout(this.#notice)
    this.#notice = null
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}

const CONCURRENT = 2
const TOGETHER_MS = 150
/** Some 40 MB; more than any one span links to. */
const MOST_KEPT = 100_000
const TRACE_ID_DIGITS = 32

function traceOf(key: SpanKey): TraceId {
  return key.slice(0, TRACE_ID_DIGITS) as TraceId
}

/** More spans of its trace may change the answer: it is absent, or comes with figures of the trace. A found span stays as it is. */
function dependsOnTrace(target: LinkTarget): boolean {
  return target.at === 'absent' || (target.at === 'elsewhere' && target.span.trace !== undefined)
}

function failed(error: unknown): LinkTarget {
  const message = error instanceof Error ? error.message : 'The source gave no answer.'
  const denied = error instanceof SourceError && error.code === 'unauthorised'
  return {
    at: 'absent',
    why: { reason: denied ? 'access denied' : 'source failed', message },
  }
}
