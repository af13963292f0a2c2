import { afterAll } from 'vitest'
import { jaegerSource } from '../../sources/jaeger/client.ts'
import type { TraceSource } from '../../sources/source.ts'
import { tempoSource } from '../../sources/tempo/client.ts'
import { victoriaSource } from '../../sources/victoria/client.ts'
import { holdToContract } from '../../testing/contract/contract.ts'
import type { LossId } from '../../testing/contract/losses.ts'
import { LOST_BY } from '../../testing/contract/lost-by.ts'
import { SharedSources } from '../../testing/contract/shared-sources.ts'
import type { Running } from '../../testing/contract/subject.ts'
import { contractTraces } from '../../testing/contract/traces.ts'
import { whyMissing } from '../../testing/real-sources/real-source.ts'
import { openApp } from '../harness.ts'
import { listen, stopListening } from '../listen.ts'
import { upstreamAt } from './staged-upstream.ts'

/** The contract held against real sources, asked directly and through the gateway. */

const traces = contractTraces(Date.now())
const shared = new SharedSources(traces)
afterAll(() => shared.stop())

const jaeger = (base: string) => jaegerSource({ id: 'j', name: 'Jaeger', base })
/** A Jaeger behind a proxy that lets the older API through alone. */
const olderJaeger = (base: string) =>
  jaegerSource({
    id: 'j',
    name: 'Jaeger',
    base,
    fetch: async (input, init) =>
      (input as string).includes('/api/v3/')
        ? new Response('', { status: 404 })
        : fetch(input, init),
  })
const tempo = (base: string) => tempoSource({ id: 't', name: 'Tempo', base })
const victoria = (base: string) => victoriaSource({ id: 'v', name: 'VictoriaTraces', base })

interface Real {
  readonly name: keyof typeof LOST_BY
  readonly kind: 'jaeger1' | 'jaeger2' | 'tempo' | 'victoria'
  readonly source: (base: string) => TraceSource
  readonly unreadable?: readonly string[]
}

const REAL: readonly Real[] = [
  { name: 'Jaeger 1.76', kind: 'jaeger1', source: jaeger },
  {
    name: 'Jaeger 1.76, older API',
    kind: 'jaeger1',
    source: olderJaeger,
    unreadable: ['not-a-number'],
  },
  { name: 'Jaeger 2.13', kind: 'jaeger2', source: jaeger },
  {
    name: 'Jaeger 2.13, older API',
    kind: 'jaeger2',
    source: olderJaeger,
    unreadable: ['not-a-number'],
  },
  { name: 'Tempo 2.8', kind: 'tempo', source: tempo },
  { name: 'VictoriaTraces, stand-in', kind: 'victoria', source: victoria },
]

for (const { name, kind, source, unreadable } of REAL) {
  // The last lines of `npm run test:sources` say what could not be had.
  if (whyMissing(kind) !== undefined && kind === 'victoria') continue

  const losses: readonly LossId[] = LOST_BY[name]
  const direct = async (): Promise<Running> => ({
    source: source((await shared.running(kind)).url),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  })
  holdToContract({ name, losses, unreadable, start: direct }, traces)

  const gateway = async (): Promise<Running> => {
    const { url, kind: upstream } = await shared.running(kind)
    const app = openApp({
      upstreams: [upstreamAt(url, { kind: upstream === 'local' ? 'jaeger' : upstream })],
    })
    const listening = await listen(app.fetch, { host: '127.0.0.1', port: 0, option: '--port' })
    return {
      source: source(`http://127.0.0.1:${listening.port}/gateway/prod`),
      async [Symbol.asyncDispose]() {
        await stopListening(listening)
        app.close()
        await app.store.close()
      },
    }
  }
  holdToContract(
    { name: `${name}, through the gateway`, losses, unreadable, start: gateway },
    traces,
  )
}
