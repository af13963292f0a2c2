import * as fc from 'fast-check'
import { changes, mutated } from './mutate-json.ts'

/** Makes another answer of a good one. */
export type Spoil = (answer: Response) => Promise<Response>

const LOGIN = '<!doctype html><title>Sign in</title><form><input type="password"></form>'

/** What sources, and what stands before them, answer with status 200 though it is an error. */
const ERRORS: readonly string[] = [
  '{"errors":[{"code":500,"msg":"no shards"}],"data":null}',
  '{"error":{"httpCode":500,"message":"no shards"}}',
  '{"status":"error","error":{"code":"internal","message":"no shards"}}',
  'cannot execute query: no shards',
  '',
  'null',
  '[]',
  '{}',
  '['.repeat(20_000),
]

/**
 * Every way in which an answer goes wrong: parts of its JSON missing, of another type or huge; broken off, with an error of the
 * connection or without; bytes changed; in another encoding; an error or a web page in its place; another status.
 */
export const spoils: fc.Arbitrary<Spoil> = fc.oneof(
  { weight: 4, arbitrary: changes.map((some) => textual((text) => mutatedJson(text, some))) },
  fc.double({ min: 0, max: 1, noNaN: true }).map((part) => binary((b) => cut(b, part))),
  fc.double({ min: 0, max: 1, noNaN: true }).map(brokenOff),
  fc
    .array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((flips) => binary((bytes) => flipped(bytes, flips))),
  fc.constantFrom(
    binary((bytes) => new Uint8Array(Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf16le'))),
    binary((bytes) => new Uint8Array(Buffer.from(Buffer.from(bytes).toString('utf8'), 'latin1'))),
    binary((bytes) => new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])),
    binary((bytes) => new Uint8Array([...bytes, 0xff, 0xc0])),
    binary((bytes) => new Uint8Array([...bytes, ...bytes])),
  ),
  fc.constantFrom(...ERRORS).map((body) => textual(() => body)),
  fc
    .tuple(fc.constantFrom(200, 401, 403, 502), fc.constantFrom('text/html', 'application/json'))
    .map(([status, type]): Spoil => async () => {
      return new Response(LOGIN, { status, headers: { 'content-type': type } })
    }),
  fc.constantFrom(400, 404, 408, 413, 418, 422, 429, 500, 503).map(
    (status): Spoil =>
      async (answer) =>
        new Response(await answer.text(), { status }),
  ),
)

function textual(change: (text: string) => string): Spoil {
  return async (answer) => new Response(change(await answer.text()), answer)
}

function binary(change: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>): Spoil {
  return async (answer) => new Response(change(new Uint8Array(await answer.arrayBuffer())), answer)
}

/** One document, or one a line; what is no JSON stays. */
function mutatedJson(text: string, some: Parameters<typeof mutated>[1]): string {
  try {
    const rows = text.includes('\n{') ? text.trim().split('\n') : null
    if (!rows) return JSON.stringify(mutated(JSON.parse(text), some)) ?? ''
    const documents = mutated(
      rows.map((row) => JSON.parse(row) as unknown),
      some,
    )
    const list = Array.isArray(documents) ? documents : [documents]
    return list.map((row) => JSON.stringify(row) ?? '').join('\n')
  } catch {
    return text
  }
}

function cut(bytes: Uint8Array, part: number): Uint8Array<ArrayBuffer> {
  return bytes.slice(0, Math.floor(bytes.length * part))
}

/** The connection ends in the middle. */
function brokenOff(part: number): Spoil {
  return async (answer) => {
    const bytes = cut(new Uint8Array(await answer.arrayBuffer()), part)
    let sent = bytes.length === 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent) controller.error(new TypeError('terminated'))
        else controller.enqueue(bytes)
        sent = true
      },
    })
    return new Response(body, answer)
  }
}

function flipped(bytes: Uint8Array, flips: readonly [number, number][]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes)
  for (const [at, value] of flips) if (copy.length > 0) copy[at % copy.length] = value
  return copy
}
