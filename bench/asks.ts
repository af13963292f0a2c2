/**
 * What the explorer asks of each source, screen by screen: requests, and bytes of their answers, decompressed. The scenario is a batch
 * with 128 links to traces of three spans. Real programs where `node scripts/setup.mjs --sources` built them, stand-ins for the others.
 */
import type { EpochNanos } from '../src/base/time.ts'
import { type Span, serviceOf } from '../src/model/span.ts'
import { EVERY_TRACE } from '../src/sources/every-trace.ts'
import { localSource } from '../src/sources/local/client.ts'
import type { TraceSource } from '../src/sources/source.ts'
import { ADAPTERS } from '../src/testing/contract/adapters.ts'
import { STAGED } from '../src/testing/contract/staged-subjects.ts'
import { protoOf } from '../src/testing/documents.ts'
import { fanIn } from '../src/testing/fan-in.ts'
import {
  type RealSourceKind,
  startRealSource,
  whyMissing,
} from '../src/testing/real-sources/real-source.ts'
import { load } from './figures.ts'

const LINKS = 128
const REAL: readonly RealSourceKind[] = ['local', 'jaeger1', 'jaeger2', 'tempo', 'victoria']
/** A store that could not be built here answers by its stand-in. */
const STAND_INS = ['a staged VictoriaTraces, LogsQL', 'a staged SigNoz, 0.138.0']
const HOUR = 3_600_000_000_000n
const { signal } = new AbortController()

const made = fanIn(LINKS)
const now = BigInt(Date.now()) * 1_000_000n
/** An hour in a minute, a minute ago: stores refuse what is older, or hide it from a search. */
const [begun, FASTER] = [made.batch[0].start, 60n]
const batch = made.batch.map(moved)
const sources = [...made.sources].map((trace) => trace.map(moved))
const spans = [...batch, ...sources.flat()]
const linking = batch.find(({ links }) => links.length > 0)!
const target = linking.links[0].to

const asked = { requests: 0, bytes: 0 }
const plainFetch = globalThis.fetch

console.log(`${spans.length} spans, ${LINKS} links; ${load()}\n`)
console.log(
  '| source | Traces: services, search of a service | a trace of 102 spans | its 128 links resolved | linked from, one span |',
)
console.log('|---|---|---|---|---|')
for (const kind of REAL) {
  if (whyMissing(kind) !== undefined) continue
  await using real = await startRealSource(kind)
  for (let from = 0; from < spans.length; from += 500) {
    const body = Uint8Array.from(protoOf(spans.slice(from, from + 500)))
    const headers = new Headers({ 'content-type': 'application/x-protobuf' })
    const answer = await fetch(`${real.otlpHttp}/v1/traces`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${real.name} refused spans: ${await answer.text()}`)
  }
  await real.settled(
    new Map([...Map.groupBy(spans, ({ ref }) => ref.traceId)].map(([id, all]) => [id, all.length])),
  )
  await screens(
    real.name,
    real.kind === 'local'
      ? localSource(real.url)
      : ADAPTERS[real.kind]({ id: 's', name: 'S', base: real.url }),
  )
}
for (const { name, kind, answer } of STAGED.filter((staged) => STAND_INS.includes(staged.name))) {
  globalThis.fetch = answer(spans)
  await screens(
    name.replace('a staged ', 'stand-in: '),
    ADAPTERS[kind]({ id: 's', name: 'S', base: 'http://stand-in' }),
  )
  globalThis.fetch = plainFetch
}
console.log(`\nrequests / kB; ${load()}`)

/** A line of the table. Each screen is asked for by itself, after the source was asked what it can do. */
async function screens(name: string, source: TraceSource): Promise<void> {
  const inner = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const answer = await inner(input, init)
    const body = await answer.arrayBuffer()
    asked.requests++
    asked.bytes += body.byteLength
    const { status, statusText } = answer
    const headers = new Headers(answer.headers)
    headers.delete('content-encoding')
    return new Response(status === 204 ? null : body, { status, statusText, headers })
  }
  try {
    await source.probe?.(signal)
    const service = serviceOf(sources[0][0].resource)
    const cells = [
      await counted(async () => {
        await source.listServices(signal)
        const query = { ...EVERY_TRACE, service, from: now - HOUR, to: now, limit: 200 }
        const { traces } = await source.searchTraces(query, signal)
        return traces.length
      }, LINKS),
      await counted(async () => {
        await source.fetchTrace(linking.ref.traceId, signal)
        return 1
      }, 1),
      await counted(async () => {
        const refs = linking.links.flatMap(({ to }) => (to.valid ? [to.ref] : []))
        const atOnce = source.capabilities.resolveAtOnce
        let found = 0
        for (let from = 0; from < refs.length; from += atOnce) {
          const answers = await source.resolveSpans(refs.slice(from, from + atOnce), signal)
          found += answers.filter(({ span }) => span !== null).length
        }
        return found
      }, LINKS),
      await counted(async () => {
        if (!target.valid) throw new Error('the link has no target')
        const query = { ...target.ref, cursor: null, limit: 500, near: sources[0][0].start }
        return (await source.findLinksTo(query, signal)).backlinks.length
      }, 1),
    ]
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  } finally {
    globalThis.fetch = inner
  }
}

async function counted(work: () => Promise<number>, expected: number): Promise<string> {
  asked.requests = asked.bytes = 0
  const found = await work()
  const rest = found === expected ? '' : ` (${found} of ${expected} found)`
  return `${asked.requests} / ${(asked.bytes / 1000).toFixed(0)}${rest}`
}

function moved(span: Span): Span {
  const time = (at: EpochNanos) => now - 60_000_000_000n + (at - begun) / FASTER
  const events = span.events.map((event) => ({ ...event, time: time(event.time) }))
  return { ...span, start: time(span.start), end: time(span.end), events }
}
