/**
 * The server under more than it can take: `node bench/load.ts [--seconds 60] [--clients 64]`. Spans come as fast as it answers, from
 * more clients than its queue has room for, while searches, traces and events are read, and one client of events reads nothing.
 * Prints a table and writes docs/images/load.svg.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startServer } from '../e2e/server.ts'
import { decodeProto } from '../src/otlp/decode-proto.ts'
import { load, quantile } from './figures.ts'
import { listenToEvents } from './load/event-streams.ts'
import { type Stamped, StampedDocuments } from './load/stamped-documents.ts'
import { timePlot } from './load/time-plot.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '64' },
  },
})
const [SECONDS, CLIENTS] = [Number(values.seconds), Number(values.clients)]
const READERS = 3
/** After a refusal, instead of the seconds that the server asks for: what is looked for is its limit. */
const BACK_OFF_MS = 20
/** Above it the oldest traces go, and the total says nothing of what was lost. */
const KEPT_SPANS = 5_000_000

const directory = mkdtempSync(join(tmpdir(), 'load-'))
// Bodies of 1 MiB: the queue has room for six times as much, which so many clients exceed.
const server = await startServer('--data', directory, '--no-sample', '--max-body', '1')
const documents = new StampedDocuments(64)
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
const receiver = new URL('/v1/traces', server.otlp)

let spans = 0
let refused = 0
let withoutRetryAfter = 0
const failures: string[] = []
const latencies: number[] = []
const kept: Stamped[] = []
const queries = new Map<string, number[]>([
  ['search, newest 200', []],
  ['a trace', []],
  ['status', []],
])
const memory: [number, number][] = []
const rates: [number, number][] = []

console.log(`${CLIENTS} clients for ${SECONDS} s; ${load()}`)
const events = listenToEvents(server.url, READERS)
const begun = performance.now()
const until = begun + SECONDS * 1000
const running = () => performance.now() < until
await Promise.all([...Array.from({ length: CLIENTS }, sendOn), askOn(), watchOn()])
const seconds = (performance.now() - begun) / 1000
events.stop()
await report()
await server.stop()
agent.destroy()
rmSync(directory, { recursive: true })

async function sendOn(): Promise<void> {
  while (running()) {
    const document = documents.next()
    const from = performance.now()
    const { status, retryAfter } = await post(document.body)
    if (status === 200) {
      latencies.push(performance.now() - from)
      spans += document.spans
      // One in a hundred is looked up in the end.
      if (latencies.length % 100 === 1) kept.push(document)
    } else if (status === 503 || status === 429) {
      refused++
      if (!retryAfter) withoutRetryAfter++
      await pause(BACK_OFF_MS)
    } else failures.push(`spans were answered ${status}`)
  }
}

function post(body: Uint8Array): Promise<{ status: number; retryAfter: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length }
    const sending = request(receiver, { method: 'POST', agent, headers }, (answer) => {
      const { statusCode: status = 0, headers: told } = answer.resume()
      answer.on('end', () => resolve({ status, retryAfter: told['retry-after'] !== undefined }))
    })
    sending.on('error', reject).end(body)
  })
}

/** The questions of a person who looks at one screen after the other. */
async function askOn(): Promise<void> {
  while (running()) {
    await timed('search, newest 200', '/api/v1/traces?limit=200')
    const recent = kept.at(-1)
    if (recent) await timed('a trace', `/api/v1/traces/${recent.trace}`)
    await timed('status', '/api/v1/status')
    await pause(50)
  }
}

async function timed(what: string, path: string): Promise<void> {
  const from = performance.now()
  const answer = await fetch(server.url + path)
  await answer.arrayBuffer()
  if (!answer.ok) failures.push(`${what} was answered ${answer.status}`)
  queries.get(what)?.push(performance.now() - from)
}

async function watchOn(): Promise<void> {
  let [before, at] = [0, begun]
  while (running()) {
    await pause(1000)
    const now = performance.now()
    const since = (now - begun) / 1000
    rates.push([since, (spans - before) / ((now - at) / 1000)])
    ;[before, at] = [spans, now]
    memory.push([since, memoryOfServer()])
  }
}

/** MB that are in memory, the files that are mapped left out. */
function memoryOfServer(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  const [, kilobytes = '0'] = /^RssAnon:\s*(\d+)/m.exec(status) ?? []
  return Number(kilobytes) / 1000
}

async function report(): Promise<void> {
  const total = (await (await fetch(`${server.url}/api/v1/status`)).json()) as { spans: number }
  let missing = 0
  for (const { trace, spansOfTrace } of kept.slice(-200)) {
    const headers = { accept: 'application/x-protobuf' }
    const answer = await fetch(`${server.url}/api/v1/traces/${trace}`, { headers })
    const found = answer.ok ? decodeProto(new Uint8Array(await answer.arrayBuffer())).length : 0
    if (found !== spansOfTrace) missing++
  }
  const half = memory.slice(memory.length >> 1).map(([, mb]) => mb)
  console.log(`${seconds.toFixed(0)} s; ${load()}`)
  console.log(`| acknowledged | ${spans} spans, ${(spans / seconds / 1000).toFixed(1)}k a second |`)
  console.log(`| an export, p50 / p99 | ${figures(latencies)} |`)
  for (const [what, times] of queries) console.log(`| ${what}, p50 / p99 | ${figures(times)} |`)
  console.log(`| refused with 503 | ${refused}, of them ${withoutRetryAfter} without Retry-After |`)
  console.log(
    `| memory | ${Math.max(...memory.map(([, mb]) => mb)).toFixed(0)} MB at most; second half ${Math.min(...half).toFixed(0)} to ${Math.max(...half).toFixed(0)} MB |`,
  )
  console.log(
    `| events heard by each reader, beside one that reads nothing | ${events.heard.join(', ')} |`,
  )
  const lost =
    total.spans < KEPT_SPANS * 0.9 ? String(spans - total.spans) : 'not told by the total'
  console.log(
    `| acknowledged spans that are not there | ${lost}; traces looked up: ${missing} of ${Math.min(200, kept.length)} |`,
  )
  console.log(
    `| other answers | ${failures.length === 0 ? 'none' : failures.slice(0, 5).join('; ')} |`,
  )
  const image = new URL('../docs/images/load.svg', import.meta.url)
  writeFileSync(
    image,
    timePlot('The server under load: spans a second and memory over time', [
      { name: 'spans acknowledged a second', colour: '#7c4dff', points: rates },
      { name: 'memory of the server, MB', colour: '#0a8f6c', points: memory },
    ]),
  )
}

function figures(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  if (sorted.length === 0) return 'none'
  return `${quantile(sorted, 0.5).toFixed(0)} / ${quantile(sorted, 0.99).toFixed(0)} ms (${sorted.length})`
}
