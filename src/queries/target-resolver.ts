import { type SpanKey, type SpanRef, type TraceId, spanKey } from '../model/ids.ts'
import { type LinkTarget, PENDING } from '../model/link-target.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'

/**
 * What links point to, asked for once for all panels of an Explorer: callers name the spans that they need, the newest
 * wish first, and read answers as they come. Requests carry as many references as the source takes at once.
 */
export class TargetResolver {
  readonly #source: TraceSource
  readonly #targets = new Map<SpanKey, LinkTarget>()
  /** Wished for and not asked yet; the last is asked first. A Set, since a wish repeats at every render. */
  readonly #wishes = new Map<SpanKey, SpanRef>()
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

  /** Asks for these soon, before earlier wishes. */
  wish(refs: readonly SpanRef[]): void {
    for (const ref of refs) {
      const key = spanKey(ref)
      if (this.#targets.has(key)) continue
      this.#wishes.delete(key)
      this.#wishes.set(key, ref)
    }
    this.#schedule()
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

  /** Forgets targets that were not found, of these traces or of all: they may be there now. True if there were any. */
  forgetAbsent(traceIds: ReadonlySet<TraceId> | 'all'): boolean {
    let any = false
    for (const [key, target] of this.#targets) {
      if (target.at !== 'absent') continue
      if (traceIds !== 'all' && !traceIds.has(key.slice(0, 32) as TraceId)) continue
      this.#targets.delete(key)
      any = true
    }
    if (any) {
      this.#forgotten++
      this.#changed()
    }
    return any
  }

  /** For useSyncExternalStore: changes when there are new answers. */
  version = (): number => this.#version
  /** Changes when targets were forgotten, and should be wished for again. */
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

  #schedule(): void {
    if (this.#scheduled || this.#wishes.size === 0) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      while (this.#running < CONCURRENT && this.#wishes.size > 0) void this.#ask()
    })
  }

  async #ask(): Promise<void> {
    const batch = [...this.#wishes].slice(-this.#source.capabilities.resolveAtOnce).reverse()
    for (const [key] of batch) this.#wishes.delete(key)
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
        this.#targets.set(spanKey(answer.ref), target)
      }
    } catch (error) {
      if (!signal.aborted) for (const [key] of batch) this.#targets.set(key, failed(error))
    } finally {
      this.#running--
      this.#schedule()
      this.#tell()
    }
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

function failed(error: unknown): LinkTarget {
  const message = error instanceof Error ? error.message : 'The source gave no answer.'
  const denied = error instanceof SourceError && error.code === 'unauthorised'
  return {
    at: 'absent',
    why: { reason: denied ? 'access denied' : 'source failed', message },
  }
}
