/**
 * The server as it grows: `node bench/server.ts [millions…]`. Fills one store to each size over HTTP, as fast as it goes, and asks
 * the questions of the screens there, alone and while spans come. Writes a table and docs/images/performance-server.svg.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type RunningServer, send, startServer } from '../e2e/server.ts'
import type { Span } from '../src/model/span.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { protoOf } from '../src/testing/documents.ts'
import { Random } from '../src/testing/random.ts'
import { load } from './figures.ts'
import { POPULAR, SPANS_A_REQUEST, madeDocuments } from './server/documents.ts'
import { growStore } from './server/grow.ts'
import { plot } from './server/plot.ts'
import { type Figure, type Question, ask, questions } from './server/questions.ts'
import type { SenderTask } from './server/sender.worker.ts'

const sizes = (process.argv.length > 2 ? process.argv.slice(2) : ['0.1', '1', '10']).map(Number)
/** Spans a second that come while questions are asked. */
const MEANWHILE = 10_000
const CLIENTS = 16
/** Above a million spans the rows are copied rather than sent: see `growStore`. */
const GROW = process.env.GROW !== undefined
/** What the processor's clock in /proc counts in a second. */
const TICKS = 100

const { documents, targets } = madeDocuments()
const large = [...bigTraceSpans({ spans: 10_000, seed: 10_000 })]
/** A store that a run before left, or a new one. */
const kept = process.env.BENCH_STORE
const directory = kept ?? mkdtempSync(join(tmpdir(), 'server-'))
/** Milliseconds of the processor for an answer, by question and size. */
const results = new Map<string, [spans: number, cpu: number][]>()
let server = await start()
/** Documents sent so far, or more: none is sent twice. */
let sent = Math.ceil((2 * (await status()).spans) / SPANS_A_REQUEST)
if (kept === undefined) await sendAll([...POPULAR, ...large, withRare(large[0])])

for (const millions of sizes) {
  console.log(`\n## ${millions} million spans; ${load()}\n`)
  const before = (await status()).spans
  const times = Math.round((millions * 1e6) / before)
  if (GROW && times > 1 && millions > 1) await grow(times)
  else await fill(millions * 1e6)
  await restart()
  const bare = new Worker(new URL('server/bare.worker.ts', import.meta.url), {
    workerData: join(directory, 'traces.sqlite'),
  })
  const url = await new Promise<string>((resolve) => bare.once('message', resolve))
  const random = new Random(7)
  const api = `${server.url}/api/v1`
  const all = questions({ api, bare: url, targets, large: large[0].ref, random })
  const alone = new Map<Question, [Figure, cpu: number]>()
  for (const question of all) {
    const cpu = mainThreadMs()
    const { figure, count } = await ask(question)
    alone.set(question, [figure, (mainThreadMs() - cpu) / count])
  }
  const sender = send10k()
  console.log('| p50 / p95 / p99 in ms | processor | alone | while spans come |\n|---|---|---|---|')
  for (const question of all) {
    const [quiet, cpu] = alone.get(question)!
    const { figure: busy } = await ask(question)
    console.log(`| ${question.name} | ${cpu.toFixed(1)} | ${texts(quiet)} | ${texts(busy)} |`)
    const rows = results.get(question.name) ?? []
    results.set(question.name, [...rows, [millions * 1e6, cpu]])
  }
  sender.worker.postMessage('stop')
  const came = await sender.ended
  const rate = ((came.sent * SPANS_A_REQUEST) / came.seconds).toFixed(0)
  console.log(
    `\n${rate} spans/s came meanwhile, acknowledged after ${texts(came.acknowledged)} (p50, p99, most); ${load()}`,
  )
  await bare.terminate()
}
await server.stop()
if (kept === undefined) rmSync(directory, { recursive: true })
if (sizes.length > 1)
  writeFileSync(new URL('../docs/images/performance-server.svg', import.meta.url), picture())

interface Came {
  readonly sent: number
  readonly seconds: number
  readonly acknowledged: Figure
}

/** Until so many spans are stored; says what it cost. */
async function fill(spans: number): Promise<void> {
  const before = (await status()).spans
  const count = Math.ceil((spans - before) / SPANS_A_REQUEST)
  const cpu = cpuSeconds()
  const { sent: requests, seconds, acknowledged } = await sender(count, 0).ended
  const now = await status()
  const [stored, used] = [now.spans - before, cpuSeconds() - cpu]
  const disk = readdirSync(directory).map((name) => statSync(join(directory, name)).size)
  console.log(
    [
      `${thousands(stored / seconds)} spans/s over ${seconds.toFixed(0)} s in ${requests} requests by ${CLIENTS} clients`,
      `${thousands(stored / used)} a second of processor time, ${(used / seconds).toFixed(2)} cores`,
      `acknowledged after ${texts(acknowledged)} ms (p50, p99, most)`,
      `${now.spans} spans, ${now.links} links, ${now.traces} traces`,
      `${(disk.reduce((a, b) => a + b) / now.spans).toFixed(0)} bytes a span on disk, ${memory()} MB resident`,
      load(),
    ].join('\n'),
  )
  console.log()
}

async function grow(times: number): Promise<void> {
  await server.stop()
  const from = performance.now()
  growStore(directory, times)
  server = await start()
  const { spans, links, traces } = await status()
  const seconds = ((performance.now() - from) / 1000).toFixed(0)
  console.log(
    `${spans} spans, ${links} links, ${traces} traces, copied in ${seconds} s; ${load()}\n`,
  )
}

function send10k() {
  return sender(Number.MAX_SAFE_INTEGER, MEANWHILE)
}

function sender(count: number, rate: number): { worker: Worker; ended: Promise<Came> } {
  const task: SenderTask = {
    otlp: server.otlp,
    documents,
    from: sent,
    count,
    clients: CLIENTS,
    rate,
  }
  const worker = new Worker(new URL('server/sender.worker.ts', import.meta.url), {
    workerData: task,
  })
  const ended = new Promise<Came>((resolve, reject) => {
    worker.once('message', (came: Came) => {
      sent += came.sent
      resolve(came)
    })
    worker.once('error', reject)
  })
  return { worker, ended }
}

async function start(): Promise<RunningServer> {
  const limits = ['--max-spans', '100000000', '--retention', '1000d']
  const started = await startServer('--data', directory, '--no-sample', ...limits)
  // "On one core": the server's threads share one, its clients have the other.
  if (process.env.ONE_CORE) execFileSync('taskset', ['-acp', '0', String(started.pid)])
  return started
}

/** Caches are cold as after a start, and the log of the fill is gone. */
async function restart(): Promise<void> {
  await server.stop()
  server = await start()
}

async function sendAll(spans: readonly Span[]): Promise<void> {
  for (let from = 0; from < spans.length; from += SPANS_A_REQUEST) {
    await send(server, protoOf(spans.slice(from, from + SPANS_A_REQUEST)))
  }
}

/** A span of its own trace with an attribute that no other has. */
function withRare(span: Span): Span {
  const ref = { ...span.ref, traceId: 'b'.repeat(32) as typeof span.ref.traceId }
  return { ...span, ref, attributes: [...span.attributes, { key: 'order.id', value: 7_000_001n }] }
}

async function status(): Promise<{ spans: number; links: number; traces: number }> {
  const answer = await fetch(`${server.url}/api/v1/status`)
  return (await answer.json()) as { spans: number; links: number; traces: number }
}

function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** Of the thread that answers, which does not depend on what else the machine does as much as the clock does. */
function mainThreadMs(): number {
  return Number(readFileSync(`/proc/${server.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

function memory(): number {
  const text = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) / 1024)
}

function picture(): string {
  const shown = [
    'links to a span',
    'trace of 10,000 spans',
    'search: newest 200',
    'search: service and operation',
    'search: attribute of 1 trace in 100',
    'search: attribute of none',
  ]
  const series = shown.map((name) => ({
    name,
    points: results.get(name) ?? [],
  }))
  return plot('Time of an answer by spans stored', 'spans stored', 'ms of the processor', series)
}

function texts(figure: Figure): string {
  return figure.map((ms) => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0))).join(' / ')
}

function thousands(rate: number): string {
  return `${(rate / 1000).toFixed(1)}k`
}
