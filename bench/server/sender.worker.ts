/** Sends documents to a server until told to stop: as fast as it answers, or so many spans a second. */
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Rounds, SPANS_A_REQUEST } from './documents.ts'

export interface SenderTask {
  readonly otlp: string
  readonly documents: readonly Uint8Array[]
  /** The number of the first document, and how many are to be sent at most. */
  readonly from: number
  readonly count: number
  readonly clients: number
  /** Spans a second; 0: as many as the server takes. */
  readonly rate: number
}

const { otlp, documents, from, count, clients, rate } = workerData as SenderTask
const agent = new Agent({ keepAlive: true })
const url = new URL('/v1/traces', otlp)
const rounds = new Rounds(documents, from)
const acknowledged: number[] = []
const stop = new AbortController()
let sent = 0
parentPort!.on('message', () => stop.abort())

const begun = performance.now()
await Promise.all(Array.from({ length: clients }, client))
const seconds = (performance.now() - begun) / 1000
acknowledged.sort((a, b) => a - b)
const at = (q: number) => acknowledged[Math.floor(q * (acknowledged.length - 1))]
parentPort!.postMessage({ sent, seconds, acknowledged: [at(0.5), at(0.99), at(1)] })
parentPort!.close()
agent.destroy()

async function client(): Promise<void> {
  while (sent < count && !stop.signal.aborted) {
    sent++
    const due = rate === 0 ? 0 : (sent * SPANS_A_REQUEST * 1000) / rate
    const wait = begun + due - performance.now()
    if (rate > 0 && wait > 0) await sleep(wait)
    const document = rounds.next()
    const from = performance.now()
    await post(document)
    acknowledged.push(performance.now() - from)
  }
}

function post(body: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length }
  const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume()
    answer.on('end', () => {
      if (answer.statusCode === 200) resolve()
      else reject(new Error(`spans were refused: ${answer.statusCode}`))
    })
  })
  sending.on('error', reject)
  sending.end(body)
  return promise
}
