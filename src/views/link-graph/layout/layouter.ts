import { type Channel, workerChannel } from '../../../queries/worker-channel.ts'
import type { GraphLayout } from '../../../canvas/graph/graph-layout.ts'
import { type LayoutAsk, layOut } from './lay-out.ts'

/** Up to so many nodes a layout takes less than a frame, and less than the way to a worker and back. */
const FEW = 200

/** Lays graphs out: few boxes at once, many in a worker, which is started when it is first needed. */
export class Layouter {
  #worker: Channel<LayoutAsk> | null = null

  /** Null: it is too much for now, see {@link later}. */
  now(ask: LayoutAsk): GraphLayout | null {
    return ask.nodes.length + ask.edges.length / 2 <= FEW ? layOut(ask) : null
  }

  later(ask: LayoutAsk, signal: AbortSignal): Promise<GraphLayout> {
    this.#worker ??= workerChannel<LayoutAsk>(
      () => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }),
      async () => (await import('./lay-out.ts')).layoutRunner(),
    )
    return this.#worker.ask(ask, { signal }) as Promise<GraphLayout>
  }

  dispose(): void {
    this.#worker?.dispose()
    this.#worker = null
  }
}
