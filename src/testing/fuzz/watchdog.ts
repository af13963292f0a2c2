import { Worker } from 'node:worker_threads'

/** What the thread is told once. */
export interface Watched {
  /** Number of the case that runs, from 1, or from −1 downwards of the large ones; 0: none does. */
  readonly running: Int32Array<SharedArrayBuffer>
  readonly name: string
}

/**
 * Notices a case that does not end, from a thread of its own: a loop without end gives the event loop no turn. It then says
 * which case it is, and ends the process.
 */
export class Watchdog {
  readonly #running = new Int32Array(new SharedArrayBuffer(4))
  readonly #thread: Worker

  constructor(name: string) {
    const watched: Watched = { running: this.#running, name }
    this.#thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
      workerData: watched,
    })
    this.#thread.unref()
  }

  begins(number: number): void {
    Atomics.store(this.#running, 0, number)
  }

  ended(): void {
    Atomics.store(this.#running, 0, 0)
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }
}
