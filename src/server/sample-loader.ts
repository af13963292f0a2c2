import { type EpochNanos, epochNanosFromMillis } from '../base/time.ts'
import { ApiProblem } from './api/problem.ts'
import { TRACES_PATH } from './otlp-routes.ts'
import { CONTENT_TYPES } from './receiver/answers.ts'
import type { Receiver } from './receiver/receiver.ts'
import type { Store } from './store/store.ts'

/** Encoded export requests of the sample scenario, ending at `now`. */
export type SampleRequests = (now: EpochNanos) => readonly Uint8Array[]

/** Loads and removes the sample scenario, one after the other whoever asks: it is there as a whole or not at all. */
export class SampleLoader {
  readonly #store: Store
  readonly #receiver: Receiver
  readonly #requests: SampleRequests
  #loading: Promise<void> | null = null

  constructor(store: Store, receiver: Receiver, requests: SampleRequests) {
    this.#store = store
    this.#receiver = receiver
    this.#requests = requests
  }

  /** Calls while one loads share it; the number of the sample's traces that are there after. @throws ApiProblem */
  async load(): Promise<number> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null
    })
    await this.#loading
    return this.#store.counts.sampleTraces
  }

  /** The number of traces removed. */
  async remove(): Promise<number> {
    // How it ended is told to who asked for it.
    await this.#loading?.catch(() => {})
    await this.#store.dismissSample(true)
    return this.#store.removeSample()
  }

  /** Sends the sample through the receiver, as any SDK would. */
  async #load(): Promise<void> {
    await this.#store.dismissSample(false)
    if (this.#store.counts.sampleTraces > 0) return
    for (const body of this.#requests(epochNanosFromMillis(Date.now()))) {
      const answer = await this.#receiver(
        new Request(`http://localhost${TRACES_PATH}`, {
          method: 'POST',
          headers: { 'content-type': CONTENT_TYPES.protobuf },
          body: body as BodyInit,
        }),
      )
      if (answer.ok) continue
      await this.#store.removeSample()
      throw new ApiProblem(503, 'unavailable', 'The sample could not be stored.')
    }
  }
}
