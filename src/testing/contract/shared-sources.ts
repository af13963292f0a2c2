import { protoOf } from '../documents.ts'
import {
  type RealSource,
  type RealSourceKind,
  startRealSource,
} from '../real-sources/real-source.ts'
import { type Recording, recordingOf, replay } from '../real-sources/recording.ts'
import { drawnTraceId } from '../trace-notation.ts'
import type { ContractTraces } from './traces.ts'

/** Real sources with the traces of the contract, each started once for all that ask it. */
export class SharedSources {
  readonly #recording: Recording
  readonly #running = new Map<RealSourceKind, Promise<RealSource>>()

  constructor({ spans }: ContractTraces) {
    const recording = recordingOf(Uint8Array.from(protoOf(spans)))
    // What Jaeger's JSON can't say it never hands out, and where ids are there twice one span may be all that is kept.
    const unsure = new Set([drawnTraceId('not-a-number'), drawnTraceId('faults')])
    const traces = [...recording.traces].filter(([id]) => !unsure.has(id))
    this.#recording = { ...recording, traces: new Map(traces) }
  }

  running(kind: RealSourceKind): Promise<RealSource> {
    let running = this.#running.get(kind)
    if (!running) this.#running.set(kind, (running = this.#start(kind)))
    return running
  }

  async #start(kind: RealSourceKind): Promise<RealSource> {
    const source = await startRealSource(kind)
    await replay(this.#recording, source)
    return source
  }

  async stop(): Promise<void> {
    for (const running of this.#running.values()) await (await running).stop()
  }
}
