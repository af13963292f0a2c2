import { expect, test } from 'vitest'
import { type SpanRef, spanKey } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { protoOf } from '../../testing/documents.ts'
import { Random } from '../../testing/random.ts'
import { temporaryDirectory } from '../harness.ts'
import { databaseFacts } from './database-facts.ts'
import { type KillableServer, startKillable } from './killable-server.ts'
import { requestSpans } from '../../testing/sent-spans.ts'

/** `npm run test:crash` kills ten times as often. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20)
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000_000)
const SENDERS = 4
/** Of one round at most, until the server is killed. */
const MAX_ACKNOWLEDGED = 25
/** A start of the program on a busy machine takes a while. */
const ROUND_MS = 60_000

/** What was sent and what was said to it. */
class Ledger {
  readonly acknowledged = new Map<string, Span>()
  /** Sent, and no answer came: these may be there or not, and are sent again. */
  unanswered: Span[][] = []
  readonly refs: SpanRef[] = []

  acknowledge(spans: readonly Span[]): void {
    for (const span of spans) {
      this.acknowledged.set(spanKey(span.ref), span)
      this.refs.push(span.ref)
    }
  }
}

test(
  `a server that is killed at any time has lost nothing that it acknowledged, and doubled nothing`,
  async () => {
    using directory = temporaryDirectory()
    const random = new Random(SEED)
    const ledger = new Ledger()
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startKillable(directory.path)
      await loadUntilKilled(server, ledger, random, random.int(MAX_ACKNOWLEDGED))
      expectKept(directory.path, ledger, round)
    }
    // What was never answered is sent again: it is there once in the end.
    const server = await startKillable(directory.path)
    for (const spans of ledger.unanswered) {
      await post(server.url, spans)
      ledger.acknowledge(spans)
    }
    await expectReadable(server.url, ledger, random)
    await server.end()
    expectKept(directory.path, ledger, ROUNDS)
    console.log(
      `killed ${ROUNDS} times, seed ${SEED}: ${ledger.acknowledged.size} spans acknowledged, ${ledger.unanswered.length} requests unanswered`,
    )
  },
  (ROUNDS + 1) * ROUND_MS,
)

/** Sends until so many requests of this round are acknowledged, then kills the server while others are under way. */
async function loadUntilKilled(
  server: KillableServer,
  ledger: Ledger,
  random: Random,
  until: number,
): Promise<void> {
  let left = until
  let killed: Promise<void> | null = left === 0 ? server.kill() : null
  const again = ledger.unanswered
  ledger.unanswered = []
  const send = async () => {
    while (killed === null || again.length > 0) {
      const spans = again.pop() ?? requestSpans(random, ledger.refs)
      const answered = await post(server.url, spans).then(
        () => true,
        () => false,
      )
      if (answered) ledger.acknowledge(spans)
      else ledger.unanswered.push(spans)
      if (answered && --left <= 0) killed ??= server.kill()
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, send))
  await killed
}

/** @throws when the answer is not that all of it is stored */
async function post(url: string, spans: readonly Span[]): Promise<void> {
  const answer = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: protoOf(spans) as BodyInit,
  })
  // An empty body: nothing was rejected.
  const rest = await answer.text()
  if (answer.status !== 200 || rest !== '') throw new Error(`${answer.status} ${rest}`)
}

function expectKept(directory: string, ledger: Ledger, round: number): void {
  const { integrity, contradictions, spans } = databaseFacts(directory)
  const what = `round ${round} of seed ${SEED}`
  expect(integrity, what).toBe('ok')
  expect(contradictions, what).toEqual([])
  const lost = [...ledger.acknowledged.keys()].filter((key) => !spans.has(key))
  expect(lost, `lost in ${what}`).toEqual([])
  const doubled = [...spans].filter(([, count]) => count > 1)
  expect(doubled, `doubled in ${what}`).toEqual([])
  const sent = new Set(ledger.unanswered.flat().map(({ ref }) => spanKey(ref)))
  const strange = [...spans.keys()].filter(
    (key) => !ledger.acknowledged.has(key) && !sent.has(key as ReturnType<typeof spanKey>),
  )
  expect(strange, `never sent, ${what}`).toEqual([])
}

/** Some traces, read through the API: each span is as it was sent. */
async function expectReadable(url: string, { acknowledged, refs }: Ledger, random: Random) {
  for (let i = 0; i < 20; i++) {
    const { traceId } = random.pick(refs)
    const headers = { accept: 'application/x-protobuf' }
    const answer = await fetch(`${url}/api/v1/traces/${traceId}`, { headers })
    expect(answer.status).toBe(200)
    const batch = decodeProto(new Uint8Array(await answer.arrayBuffer()))
    const expected = [...acknowledged.values()].filter(({ ref }) => ref.traceId === traceId)
    expect(batch.length).toBe(expected.length)
    for (let k = 0; k < batch.length; k++) {
      const span = batch.span(k)
      expect(span).toEqual(acknowledged.get(spanKey(span.ref)))
    }
  }
}
