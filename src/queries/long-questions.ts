/** Questions that may take long, by name: how far each one is, and a way to end it with what it has found. */
export class LongQuestions<Progress> {
  readonly #running = new Map<string, Running<Progress>>()
  readonly #listeners = new Set<() => void>()

  /**
   * Asks, and keeps the progress in sight. Who ends the question gets the answer that `ended` makes of the last progress, null where
   * there was none; an abort of `signal` stays an abort.
   */
  async ask<Answer>(
    name: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Answer>,
    ended: (last: Progress | null) => Answer,
  ): Promise<Answer> {
    const running: Running<Progress> = { end: new AbortController(), progress: null }
    this.#running.set(name, running)
    this.#tell()
    try {
      return await ask(AbortSignal.any([signal, running.end.signal]), (progress) => {
        running.progress = progress
        this.#tell()
      })
    } catch (error) {
      if (signal.aborted || !running.end.signal.aborted) throw error
      return ended(running.progress)
    } finally {
      if (this.#running.get(name) === running) this.#running.delete(name)
      this.#tell()
    }
  }

  isRunning(name: string): boolean {
    return this.#running.has(name)
  }

  progress(name: string): Progress | null {
    return this.#running.get(name)?.progress ?? null
  }

  end(name: string): void {
    this.#running.get(name)?.end.abort()
  }

  /** For useSyncExternalStore. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  dispose(): void {
    this.#listeners.clear()
    for (const { end } of this.#running.values()) end.abort()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

interface Running<Progress> {
  readonly end: AbortController
  progress: Progress | null
}
