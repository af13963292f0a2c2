/** Who links here, and the store's other questions, over HTTP with a million spans stored (or as many as are asked for). */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { startServer } from '../e2e/server.ts'
import type { SpanRef } from '../src/model/ids.ts'
import type { Link, Span } from '../src/model/span.ts'
import { Store } from '../src/server/store/store.ts'
import { GENERATED_START, bigTraceSpans } from '../src/testing/big-trace.ts'
import { protoOf } from '../src/testing/documents.ts'
import { Random } from '../src/testing/random.ts'
import { load, quantile } from './figures.ts'

const SPANS = Number(process.argv[2] ?? 1_000_000)
const SPANS_A_TRACE = 20
/** Every so many traces one is a batch: its root links to spans of the traces before. */
const BATCH_EVERY = 16
const LINKS_A_BATCH = 100
const SPANS_A_WRITE = 5000
const RARE = 'order.id=7000001'
/** A row takes no longer in a column, but for what is asked a few times at least. */
const ROW_MS = 5000
const AT_LEAST = 5

const random = new Random(7)
const directory = mkdtempSync(join(tmpdir(), 'backlinks-'))
const targets: SpanRef[] = []
/** The root of a small trace, which each batch links to. */
const small = [...bigTraceSpans({ spans: 50, seed: 50 })]
const large = [...bigTraceSpans({ spans: 10_000, seed: 10_000 })]
const popular = small[0].ref
await fill()

const server = await startServer('--data', directory, '--no-sample', '--max-spans', '100000000')
const api = `${server.url}/api/v1`
const bare = await bareServer()
const rows: readonly Row[] = [
  { name: 'status (the price of a request)', times: 500, url: () => `${api}/status` },
  {
    name: 'links to a span',
    times: 2000,
    url: () => `${api}/links?${new URLSearchParams({ ...random.pick(targets) })}`,
  },
  {
    name: 'links to a trace',
    times: 2000,
    url: () => `${api}/links?traceId=${random.pick(targets).traceId}`,
  },
  {
    name: '  counted by span',
    times: 500,
    url: () => `${api}/links/counts?traceId=${random.pick(targets).traceId}`,
  },
  {
    name: 'links to a span, 500 of many',
    times: 100,
    url: () => `${api}/links?${new URLSearchParams({ ...popular })}`,
  },
  { name: 'resolve 500 spans', times: 100, url: () => `${api}/spans/resolve`, body: someRefs },
  { name: 'trace of 50 spans', times: 500, url: () => traceUrl(small) },
  { name: '  its bytes, bare server', times: 500, url: () => `${bare.url}/small` },
  { name: 'trace of 10,000 spans', times: 50, url: () => traceUrl(large) },
  { name: '  its bytes, bare server', times: 50, url: () => `${bare.url}/large` },
  { name: 'search, newest 200', times: 100, url: () => `${api}/traces` },
  {
    name: '  by service and operation',
    times: 100,
    url: () => `${api}/traces?service=orders&operation=process%20orders`,
  },
  { name: '  with links', times: 100, url: () => `${api}/traces?links=out` },
  { name: '  linked from', times: 100, url: () => `${api}/traces?links=in` },
  {
    name: '  rare attribute',
    times: 5,
    url: () => `${api}/traces?attribute=${encodeURIComponent(RARE)}`,
  },
]

interface Row {
  readonly name: string
  readonly times: number
  readonly url: () => string
  readonly body?: () => string
}

console.log(`\np50 / p95 / p99 in ms         n   ${'alone'.padEnd(26)}while spans come; ${load()}`)
const alone = new Map<Row, Figure>()
for (const row of rows) alone.set(row, await figure(row))
const sender = new Worker(new URL('sender.ts', import.meta.url), { workerData: server.otlp })
const from = performance.now()
const before = await storedSpans()
for (const row of rows) {
  const { times, text } = alone.get(row)!
  console.log(
    `${row.name.padEnd(32)}${String(times).padStart(5)}   ${text.padEnd(26)}${(await figure(row)).text}`,
  )
}
const seconds = (performance.now() - from) / 1000
const came = ((await storedSpans()) - before) / seconds
await sender.terminate()
console.log(`${came.toFixed(0)} spans/s came meanwhile; ${load()}`)
await server.stop()
bare.close()
rmSync(directory, { recursive: true })

/** Straight into the store, as one process of the server would: over HTTP it takes longer, and that is another bench. */
async function fill(): Promise<void> {
  const began = performance.now()
  const limits = { maxAge: Infinity, maxSpans: Infinity }
  const store = Store.open(directory, limits, (error) => console.error(error))
  const write = (spans: Span[]) => store.write(protoOf(spans), 'protobuf')
  let waiting: Span[] = []
  for (let trace = 0; store.counts.spans + waiting.length < SPANS; trace++) {
    const start = GENERATED_START + BigInt(trace) * 1_000_000_000n
    const spans = [...bigTraceSpans({ spans: SPANS_A_TRACE, seed: trace + 100_000, start })]
    if (trace % BATCH_EVERY === BATCH_EVERY - 1) spans[0] = { ...spans[0], links: someLinks() }
    else targets.push(random.pick(spans).ref)
    if (trace === SPANS / SPANS_A_TRACE / 2) spans[1] = withRare(spans[1])
    waiting.push(...spans)
    if (waiting.length < SPANS_A_WRITE) continue
    await write(waiting)
    waiting = []
  }
  for (const spans of [waiting, small, large]) await write(spans)
  const { traces, spans, links } = store.counts
  await store.close()
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `${spans} spans with ${links} links in ${traces} traces, made and stored in ${seconds} s`,
  )
}

function someLinks(): Link[] {
  return Array.from({ length: LINKS_A_BATCH }, (_, i) => ({
    to: { valid: true, ref: i === 0 ? popular : random.pick(targets) },
    traceState: '',
    flags: 0x301,
    attributes: [{ key: 'messaging.message.id', value: random.hex(8) }],
    droppedAttributes: 0,
  }))
}

function withRare(span: Span): Span {
  const [key, value] = RARE.split('=')
  return { ...span, attributes: [...span.attributes, { key, value: BigInt(value) }] }
}

function someRefs(): string {
  return JSON.stringify({ refs: Array.from({ length: 500 }, () => random.pick(targets)) })
}

function traceUrl([span]: readonly Span[]): string {
  return `${api}/traces/${span.ref.traceId}`
}

interface Figure {
  readonly times: number
  readonly text: string
}

async function figure({ times, url, body }: Row): Promise<Figure> {
  const taken: number[] = []
  const until = performance.now() + ROW_MS
  while (taken.length < AT_LEAST || (taken.length < times && performance.now() < until)) {
    const init = body
      ? {
          method: 'POST',
          body: body(),
          headers: new Headers({ 'content-type': 'application/json' }),
        }
      : { headers: new Headers({ accept: 'application/x-protobuf, application/json' }) }
    const began = performance.now()
    const answer = await fetch(url(), init)
    await answer.arrayBuffer()
    taken.push(performance.now() - began)
    if (!answer.ok) throw new Error(`${url()}: ${answer.status}`)
  }
  taken.sort((a, b) => a - b)
  const text = [0.5, 0.95, 0.99].map((q) => quantile(taken, q).toFixed(1)).join(' / ')
  return { times: taken.length, text }
}

async function storedSpans(): Promise<number> {
  return ((await (await fetch(`${api}/status`)).json()) as { spans: number }).spans
}

/** The same bytes as the traces' answers from a server that does nothing else. */
async function bareServer(): Promise<{ url: string; close: () => void }> {
  const [smallBytes, largeBytes] = [protoOf(small), protoOf(large)]
  const plain = createServer(({ url }, response) => {
    response.end(url === '/small' ? smallBytes : largeBytes)
  })
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  const { port } = plain.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => plain.close() }
}
