import { describe, expect, onTestFinished, test } from 'vitest'
import type { TraceSource } from '../../sources/source.ts'
import { ADAPTERS } from '../../testing/contract/adapters.ts'
import { protoOf } from '../../testing/documents.ts'
import { type RealSource, startRealSource } from '../../testing/real-sources/real-source.ts'
import { recordingOf, replay } from '../../testing/real-sources/recording.ts'
import { searchFor } from '../../testing/searches.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { openApp } from '../harness.ts'
import { listen, stopListening } from '../listen.ts'
import { upstreamAt } from './staged-upstream.ts'

/** Real sources that stop answering, end, and come back. */

const { signal } = new AbortController()
const { spans } = draw('trace a\n 0-1 shop receive-order')
const RECORDING = recordingOf(Uint8Array.from(protoOf(spans)))

const KINDS = ['jaeger1', 'jaeger2', 'tempo'] as const
type Kind = (typeof KINDS)[number]

const adapterOf = (kind: Kind) => ADAPTERS[kind === 'tempo' ? 'tempo' : 'jaeger']

async function started(kind: Kind): Promise<RealSource> {
  const real = await startRealSource(kind)
  onTestFinished(() => real.stop())
  return real
}

/** The source as it is asked directly. */
const directly = (kind: Kind, { url }: RealSource): TraceSource =>
  adapterOf(kind)({ id: 's', name: 'S', base: url })

/** The source behind a gateway that waits a second. */
async function throughGateway(kind: Kind, { url }: RealSource): Promise<TraceSource> {
  const upstream = upstreamAt(url, { kind: kind === 'tempo' ? 'tempo' : 'jaeger', timeout: 1000 })
  const app = openApp({ upstreams: [upstream] })
  const listening = await listen(app.fetch, { host: '127.0.0.1', port: 0, option: '--port' })
  onTestFinished(async () => {
    await stopListening(listening)
    app.close()
    await app.store.close()
  })
  return adapterOf(kind)({
    id: 's',
    name: 'S',
    base: `http://127.0.0.1:${listening.port}/gateway/prod`,
  })
}

/** Everything that a source may be asked. */
const questionsOf = (source: TraceSource): (() => Promise<unknown>)[] => [
  () => source.listServices(signal),
  () => source.searchTraces(searchFor({ service: 'shop' }), signal),
  () => source.fetchTrace(drawnTraceId('a'), signal),
  () => source.findLinksTo({ ...drawnRef('a/receive-order'), cursor: null, limit: 10 }, signal),
]

describe.each(KINDS)('%s', (kind) => {
  test('that does not answer is given up at once when it is no longer wanted', async () => {
    const real = await started(kind)
    const source = directly(kind, real)
    await source.probe?.(signal)
    await real.pause()
    const controller = new AbortController()
    const answers = [
      source.searchTraces(searchFor({ service: 'shop' }), controller.signal),
      source.fetchTrace(drawnTraceId('a'), controller.signal),
      source.resolveSpans([drawnRef('a/receive-order')], controller.signal),
    ].map((answer) => expect(answer).rejects.toMatchObject({ name: 'AbortError' }))
    controller.abort()
    await Promise.all(answers)
  })

  test('that does not answer is a timeout behind the gateway, and answers again when it can', async () => {
    const real = await started(kind)
    await replay(RECORDING, real)
    const source = await throughGateway(kind, real)
    await source.probe?.(signal)
    await real.pause()
    for (const ask of questionsOf(source)) {
      await expect(ask()).rejects.toMatchObject({
        code: 'timeout',
        message: 'The source “prod” did not answer within 1 s.',
      })
    }
    real.resume()
    const [{ span }] = await source.resolveSpans([drawnRef('a/receive-order')], signal)
    expect(span).toMatchObject({ name: 'receive-order' })
  })

  test.each(['directly', 'through the gateway'])(
    'that ends is unreachable, asked %s',
    async (way) => {
      const real = await started(kind)
      const source = way === 'directly' ? directly(kind, real) : await throughGateway(kind, real)
      await source.probe?.(signal)
      const unreachable = { code: 'unreachable', message: expect.stringMatching(/reached|refused/) }
      // Asked while it still runs. It may answer as it ends; no question stays open.
      await real.pause()
      const begun = expect(source.fetchTrace(drawnTraceId('a'), signal)).rejects.toMatchObject({
        name: 'SourceError',
      })
      await real.stop()
      await begun
      for (const ask of questionsOf(source)) await expect(ask()).rejects.toMatchObject(unreachable)
      const [{ span, ...answer }] = await source.resolveSpans([drawnRef('a/receive-order')], signal)
      expect([span, answer]).toMatchObject([null, { why: { reason: 'source failed' } }])
    },
  )

  test('that comes back is asked again by the same adapter', async () => {
    const first = await started(kind)
    let { url } = first
    const source = adapterOf(kind)({
      id: 's',
      name: 'S',
      base: 'http://source',
      fetch: (input, init) => fetch((input as string).replace('http://source', url), init),
    })
    await source.probe?.(signal)
    await first.stop()
    await expect(source.listServices(signal)).rejects.toMatchObject({ code: 'unreachable' })
    const second = await started(kind)
    url = second.url
    await replay(RECORDING, second)
    const [{ span }] = await source.resolveSpans([drawnRef('a/receive-order')], signal)
    expect(span).toMatchObject({ name: 'receive-order' })
  })
})
