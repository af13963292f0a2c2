/** Spans acknowledged a second by a server in its own process, beside what decoding alone and SQLite alone do. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { send, startServer } from '../e2e/server.ts'
import { decodeProto } from '../src/otlp/decode-proto.ts'
import type { Span } from '../src/model/span.ts'
import { nextTurn } from '../src/server/store/turns.ts'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { load, median, quantile } from './figures.ts'
import { SPANS_A_REQUEST, requestSpans } from './requests.ts'

const REQUESTS = 96
const ROUNDS = 5
/** What no store with a primary key does better; figures are compared with it round by round. */
const CEILING = 'decodeProto, SQLite with a key'

const directory = mkdtempSync(join(tmpdir(), 'ingest-'))
const data = join(directory, 'store')
const server = await startServer('--data', data, '--no-sample')
const rates = new Map<string, number[]>()
const searches: number[] = []
const reads: number[] = []
let requests = 0
let spanBytes = 0

console.log(
  `${REQUESTS} requests of ${SPANS_A_REQUEST} spans, median of ${ROUNDS} rounds; ${load()}`,
)
for (let round = 0; round < ROUNDS; round++) {
  const proto = await documents(protoOf)
  const alone = new DatabaseSync(join(directory, `alone-${round}.sqlite`))
  await measure('decodeProto', proto, (document) => decodeProto(document))
  await measure('decodeProto, SQLite', proto, inserter(alone, 'plain', ''))
  await measure(CEILING, proto, inserter(alone, 'keyed', 'UNIQUE'))
  alone.close()
  await measure('protobuf, 1 client', proto, (document) => send(server, document))
  await measure(
    'protobuf, 8 clients',
    await documents(protoOf),
    (document) => send(server, document),
    8,
  )
  await measure('JSON, 1 client', await documents(jsonOf), (document) => send(server, document))
  await measure('JSON, 8 clients', await documents(jsonOf), (document) => send(server, document), 8)
  const last = await documents(protoOf)
  const { traceId } = decodeProto(last[0]).span(0).ref
  const stop = new AbortController()
  const asking = ask(traceId, stop.signal)
  await measure('protobuf, 1 client, and queries', last, (document) => send(server, document))
  stop.abort()
  await asking
}
await server.stop()

console.log(`                                  spans/s (least – most)    × "${CEILING}"`)
const ceilings = rates.get(CEILING) ?? []
for (const [name, all] of rates) {
  const [least, most] = [Math.min(...all), Math.max(...all)].map(thousands)
  const figure = `${thousands(median(all))} (${least} – ${most})`
  const ratio = median(all.map((rate, round) => rate / ceilings[round]))
  console.log(`${name.padEnd(33)} ${figure.padEnd(25)} ${ratio.toFixed(2)}`)
}
for (const [name, times] of Object.entries({ 'search, newest 200': searches, 'a trace': reads })) {
  times.sort((a, b) => a - b)
  const [p50, p95] = [0.5, 0.95].map((q) => quantile(times, q).toFixed(0))
  console.log(`meanwhile, ${name}: p50 ${p50} ms, p95 ${p95} ms (${times.length})`)
}
const files = readdirSync(data).map((name) => statSync(join(data, name)).size)
const stored = requests * SPANS_A_REQUEST
const disk = files.reduce((sum, size) => sum + size, 0) / stored
console.log(
  `${stored} spans, ${disk.toFixed(0)} bytes each on disk, ${(spanBytes / stored).toFixed(0)} of them the span as it came; ${load()}`,
)
rmSync(directory, { recursive: true })

/** Requests with spans that no other has, in whole traces of several services. */
async function documents<T>(encode: (spans: Span[]) => T): Promise<T[]> {
  const made: T[] = []
  while (made.length < REQUESTS) {
    // The client must hear when the server closes an idle connection.
    await nextTurn()
    const spans = requestSpans(requests++)
    const batch = decodeProto(protoOf(spans))
    for (let i = 0; i < batch.length; i++) spanBytes += batch.spanBytes(i).length
    made.push(encode(spans))
  }
  return made
}

/** Notes the spans a second of `work` on each document, by `clients` at once that each wait for their answer. */
async function measure<T>(
  name: string,
  documents: readonly T[],
  work: (document: T) => unknown,
  clients = 1,
): Promise<void> {
  const waiting = documents.values()
  const from = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const document of waiting) await work(document)
    }),
  )
  const seconds = (performance.now() - from) / 1000
  const rate = (REQUESTS * SPANS_A_REQUEST) / seconds
  rates.set(name, [...(rates.get(name) ?? []), rate])
}

/** Decodes a document and inserts the ids and the bytes of its spans in one transaction; nothing else is kept. */
function inserter(
  database: DatabaseSync,
  table: string,
  constraint: string,
): (document: Uint8Array) => void {
  database.exec(`PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`)
  database.exec(`CREATE TABLE ${table} (ids BLOB ${constraint}, body BLOB)`)
  const insert = database.prepare(`INSERT INTO ${table} VALUES (?, ?)`)
  return (document) => {
    const batch = decodeProto(document)
    database.exec('BEGIN')
    for (let i = 0; i < batch.length; i++) {
      const ids = Buffer.concat([
        batch.traceIds.subarray(16 * i, 16 * i + 16),
        batch.spanIds.subarray(8 * i, 8 * i + 8),
      ])
      insert.run(ids, batch.spanBytes(i))
    }
    database.exec('COMMIT')
  }
}

/** Searches and reads a trace, in turn and without a pause, until told to stop. */
async function ask(traceId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    searches.push(await timed('/api/v1/traces'))
    reads.push(await timed(`/api/v1/traces/${traceId}`))
  }
}

async function timed(path: string): Promise<number> {
  const from = performance.now()
  await (await fetch(server.url + path)).arrayBuffer()
  return performance.now() - from
}

function thousands(rate: number): string {
  return `${(rate / 1000).toFixed(1)}k`
}
