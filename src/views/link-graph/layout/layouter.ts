import { type Channel, workerChannel } from '../../../queries/worker-channel.ts'
import type { GraphLayout } from '../../../canvas/graph/graph-layout.ts'
import { type LayoutAsk, layOut } from './lay-out.ts'
import { type LayoutWire, type PlacesWire, askToWire, layoutFromWire } from './wire.ts'

/** Up to so many nodes a layout takes less than a frame, and less than the way to a worker and back. */
const FEW = 200

/** Lays graphs out: few boxes at once, many in a worker, which is started when it is first needed. */
export class Layouter {
  #worker: Channel<LayoutWire> | null = null

  /** Null: it is too much for now, see {@link later}. */
  now(ask: LayoutAsk): GraphLayout | null {
    return ask.nodes.length + ask.edges.length / 2 <= FEW ? layOut(ask) : null
  }

  async later(ask: LayoutAsk, signal: AbortSignal): Promise<GraphLayout> {
    this.#worker ??= workerChannel<LayoutWire>(
      () => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }),
      async () => (await import('./layout-host.ts')).layoutRunner(),
    )
    const wire = askToWire(ask)
    const transfer = [wire.nodes.buffer, wire.edges.buffer]
    const places = (await this.#worker.ask(wire, { signal, transfer })) as PlacesWire
    return layoutFromWire(ask, places)
  }

  dispose(): void {
    this.#worker?.dispose()
    this.#worker = null
  }
}
