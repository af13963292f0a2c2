/** For tests: a source on loopback, and the app in front of it. */
import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { GATEWAY_ERROR_HEADER } from '../../sources/gateway-schema.ts'
import { apiError } from '../../sources/local/schema.ts'
import { type TestApp, openApp } from '../harness.ts'
import { Credentials, NO_CREDENTIALS } from './credentials.ts'
import type { Upstream } from './upstream.ts'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Staged extends AsyncDisposable {
  readonly app: TestApp
  readonly upstream: Upstream
  /** What came to the source, in order. */
  readonly received: Received[]
  /** `path` below `/gateway/prod`. */
  call(path: string, init?: RequestInit): Promise<Response>
}

/** The source `prod`, a Jaeger unless said otherwise, that answers by `answer`. */
export async function stage(
  answer: (response: ServerResponse, request: Received) => void,
  settings: Partial<Omit<Upstream, 'url'>> & { readonly path?: string } = {},
): Promise<Staged> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, url, headers, body })
      answer(response, received[received.length - 1])
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { path = '', ...rest } = settings
  const upstream = upstreamAt(`http://127.0.0.1:${port}${path}`, rest)
  const app = openApp({ upstreams: [upstream] })
  return {
    app,
    upstream,
    received,
    call: (below, init) => app.call(`/gateway/prod${below}`, init),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export function upstreamAt(url: string, settings: Partial<Upstream> = {}): Upstream {
  return {
    id: 'prod',
    kind: 'jaeger',
    name: 'prod',
    url: new URL(url),
    timeout: 60_000,
    credentials: NO_CREDENTIALS,
    ...settings,
  }
}

/** A path that Jaeger has. */
export const PATH = '/api/services'

export function answerJson(response: ServerResponse, value: unknown = { data: [] }): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

const FLOOD_CHUNK = Buffer.alloc(1024 * 1024)

/** An answer of so many MiB that is written as fast as it is taken; `sent` of `all` its bytes so far. */
export function floodOf(mib: number) {
  let chunks = 0
  const answer = (response: ServerResponse): void => {
    while (chunks < mib) {
      chunks++
      if (!response.write(FLOOD_CHUNK)) {
        response.once('drain', () => answer(response))
        return
      }
    }
    response.end()
  }
  return { answer, all: mib * FLOOD_CHUNK.length, sent: () => chunks * FLOOD_CHUNK.length }
}

/** Lets the event loop turn until whatever can go on without the caller has: more turns than a flood has reads. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 5000; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** What the gateway says in an error of its own. */
export async function problemIn(answer: Response) {
  const { error } = apiError.parse(await answer.json())
  expect(answer.headers.get(GATEWAY_ERROR_HEADER)).toBe(error.code)
  return { status: answer.status, ...error }
}

export const SECRET = 'sesame-open-"7f3a"-ü'
export const TOKEN = 'token-91c2e'

/** A token, and a secret that can only be sent encoded. */
export function withCredentials(): Credentials {
  const pair = Buffer.from(`me:${SECRET}`).toString('base64')
  return new Credentials(
    [
      ['Authorization', `Basic ${pair}`],
      ['SIGNOZ-API-KEY', TOKEN],
      ['X-Scope-OrgID', 'tenant-a'],
    ],
    [pair, SECRET, TOKEN, 'tenant-a'],
  )
}

/** Every form in which one of the credentials could be told. */
export const SECRET_FORMS: readonly string[] = [
  SECRET,
  JSON.stringify(SECRET).slice(1, -1),
  encodeURIComponent(SECRET),
  Buffer.from(`me:${SECRET}`).toString('base64'),
  TOKEN,
  'tenant-a',
]
