/**
 * Other sources: decoding each format beside JSON.parse of the same bytes; a trace of 50,000 spans (or as many as are asked for) from
 * each real source or those named after the number, directly and through the gateway. The programs are built by `node scripts/setup.mjs --sources`.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../e2e/server.ts'
import type { Span } from '../src/model/span.ts'
import { buildTrace, groupByTrace } from '../src/model/trace-builder.ts'
import { tracesToJson } from '../src/otlp/json-span.ts'
import { decodeTraces } from '../src/sources/decode.ts'
import type { EncodedTrace, Encoding, TraceSource } from '../src/sources/source.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { ADAPTERS } from '../src/testing/contract/adapters.ts'
import { protoOf } from '../src/testing/documents.ts'
import { jaegerJson } from '../src/testing/jaeger-json.ts'
import { type RealSource, startRealSource } from '../src/testing/real-sources/real-source.ts'
import { victoriaRow } from '../src/testing/victoria-rows.ts'
import { load, median } from './figures.ts'

const RUNS = 5
const EXPORT_SIZE = 512
const { signal } = new AbortController()
const count = Number(process.argv[2] ?? 50_000)
/** A minute ago: stores refuse or hide what is older. */
const start = BigInt(Date.now() - 60_000) * 1_000_000n
const spans = [...bigTraceSpans({ spans: count, start })]
const [{ ref: root }] = spans

console.log(`${count} spans; ${load()}\n`)
const formats: readonly [Encoding, () => Uint8Array][] = [
  ['otlp-protobuf', () => protoOf(spans)],
  ['otlp-json', () => text(tracesToJson(spans))],
  ['jaeger-v3', () => text({ result: tracesToJson(spans) })],
  ['jaeger-json', () => text(jaegerJson(spans))],
  ['victoria-rows', () => rows(spans)],
]
console.log('format            MiB   decode  JSON.parse   ratio  spans/s')
for (const [encoding, write] of formats) {
  const bytes = Uint8Array.from(write()).buffer
  const decode = timed(() => decodeTraces(bytes, encoding))
  const isJson = encoding !== 'otlp-protobuf'
  const parse = isJson ? timed(() => parsed(bytes, encoding === 'victoria-rows')) : null
  console.log(
    [
      encoding.padEnd(15),
      (bytes.byteLength / 2 ** 20).toFixed(0).padStart(5),
      `${decode.toFixed(0)} ms`.padStart(8),
      (parse === null ? '–' : `${parse.toFixed(0)} ms`).padStart(11),
      (parse === null ? '–' : (decode / parse).toFixed(2)).padStart(7),
      `${Math.round(count / decode)}k`.padStart(8),
    ].join(' '),
  )
}

console.log(
  `\nsource       encoding         MiB   probe and first   fetch   decode, table   through the gateway: fetch`,
)
const KINDS = ['jaeger1', 'jaeger2', 'tempo'] as const
const asked = process.argv.slice(3)
for (const kind of KINDS.filter((name) => asked.length === 0 || asked.includes(name))) {
  await using real = await startRealSource(kind)
  await sendAll(real)
  const adapter = ADAPTERS[kind === 'tempo' ? 'tempo' : 'jaeger']
  const server = await startServer('--no-local', '--source', `${real.kind}=${real.url}`)
  await whole(adapter({ id: 's', name: 'S', base: real.url }))
  const direct = await measure(adapter({ id: 's', name: 'S', base: real.url }))
  const base = `${server.url}/gateway/${real.kind}`
  const gateway = await measure(adapter({ id: 's', name: 'S', base }))
  await server.stop()
  console.log(
    [
      real.name.padEnd(12),
      direct.encoding.padEnd(14),
      direct.mib.toFixed(0).padStart(5),
      `${direct.first.toFixed(0)} ms`.padStart(17),
      `${direct.fetch.toFixed(0)} ms`.padStart(7),
      `${direct.table.toFixed(0)} ms`.padStart(15),
      `${gateway.fetch.toFixed(0)} ms`.padStart(28),
    ].join(' '),
  )
}
console.log(`\n${load()}`)

/** `first` is what a user waits for until the table is there who has just chosen the source; the rest are medians. */
async function measure(source: TraceSource) {
  const begun = performance.now()
  let trace: EncodedTrace = await source.fetchTrace(root.traceId, signal)
  tableOf(trace)
  const first = performance.now() - begun
  const fetches: number[] = []
  const tables: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const from = performance.now()
    trace = await source.fetchTrace(root.traceId, signal)
    const came = performance.now()
    tableOf(trace)
    fetches.push(came - from)
    tables.push(performance.now() - came)
  }
  const { encoding, bytes } = trace
  const mib = bytes.byteLength / 2 ** 20
  return { encoding, mib, first, fetch: median(fetches), table: median(tables) }
}

function tableOf({ bytes, encoding }: EncodedTrace): void {
  const batch = decodeTraces(bytes, encoding)
  const indices = groupByTrace(batch).get(root.traceId)
  if (indices?.length !== count) throw new Error(`${indices?.length ?? 0} of ${count} spans came`)
  buildTrace(batch, root.traceId, indices)
}

/** As SDKs do, some hundred spans a request. */
async function sendAll(real: RealSource): Promise<void> {
  for (let from = 0; from < spans.length; from += EXPORT_SIZE) {
    const body = Uint8Array.from(protoOf(spans.slice(from, from + EXPORT_SIZE)))
    const headers = { 'content-type': 'application/x-protobuf' }
    const answer = await fetch(`${real.otlpHttp}/v1/traces`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${real.name} refused spans: ${await answer.text()}`)
  }
}

/** Waits until the source hands out all spans. */
async function whole(source: TraceSource): Promise<void> {
  for (let look = 0; look < 60; look++) {
    const trace = await source.fetchTrace(root.traceId, signal).catch(() => null)
    if (trace && decodeTraces(trace.bytes, trace.encoding).length >= count) return
    await sleep(1000)
  }
  throw new Error(`${source.name} does not have all spans after a minute`)
}

function timed(work: () => unknown): number {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const from = performance.now()
    work()
    times.push(performance.now() - from)
  }
  return median(times)
}

function text(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document))
}

function rows(of: readonly Span[]): Uint8Array {
  const lines = of.map((span) => `${JSON.stringify(victoriaRow(span))}\n`)
  return new TextEncoder().encode(lines.join(''))
}

function parsed(bytes: ArrayBuffer, lines: boolean): unknown {
  const all = new TextDecoder().decode(bytes)
  if (!lines) return JSON.parse(all) as unknown
  return all.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as unknown)))
}
