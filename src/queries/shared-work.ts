import { inSlices } from '../base/slices.ts'

/** Smaller steps forward are not worth a message. */
const TOLD_AT = 0.02

/** Long work, done once in slices, that any number wait for; who leaves does not end it. It yields how much is done, 0 to 1. */
export class SharedWork<T> {
  readonly #stop = new AbortController()
  readonly #listeners = new Set<(done: number) => void>()
  readonly #result: Promise<T>

  constructor(work: Iterator<number, T>) {
    this.#result = inSlices(this.#told(work), this.#stop.signal)
    // Nobody need be waiting when it is stopped.
    this.#result.catch(() => {})
  }

  /** @throws what the work throws, or what `signal` is aborted with */
  async wait(signal: AbortSignal, onProgress: (done: number) => void): Promise<T> {
    signal.throwIfAborted()
    this.#listeners.add(onProgress)
    const left = Promise.withResolvers<never>()
    const leave = () => left.reject(signal.reason as Error)
    signal.addEventListener('abort', leave)
    try {
      return await Promise.race([this.#result, left.promise])
    } finally {
      signal.removeEventListener('abort', leave)
      this.#listeners.delete(onProgress)
    }
  }

  /** Ends it for all who wait. */
  stop(): void {
    this.#stop.abort()
  }

  *#told(work: Iterator<number, T>): Generator<void, T> {
    let last = 0
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value
      if (step.value - last >= TOLD_AT) {
        last = step.value
        for (const listener of this.#listeners) listener(last)
      }
      yield
    }
  }
}
