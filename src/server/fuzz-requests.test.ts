import * as fc from 'fast-check'
import { apiError } from '../sources/local/schema.ts'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { asJson } from '../testing/fuzz/kept-cases.ts'
import { mutatedText } from '../testing/fuzz/mutate-text.ts'
import { SCENARIO_SPANS } from '../testing/contract/bad-answer-rules.ts'
import { protoOf } from '../testing/documents.ts'
import { drawnTraceId } from '../testing/trace-notation.ts'
import { openApp, storeProto } from './harness.ts'

const app = openApp()
await storeProto(app.store, protoOf(SCENARIO_SPANS))

const id = drawnTraceId('batch')
const PATHS = [
  '/api/v1/status',
  '/api/v1/services',
  '/api/v1/operations?service=orders',
  '/api/v1/attribute-keys?service=orders',
  '/api/v1/attribute-values?key=order.id&service=orders',
  '/api/v1/traces?service=orders&operation=x&attribute=a=b&status=error&limit=20&sort=longest',
  '/api/v1/traces?from=1&to=18446744073709551615&minDuration=1&maxDuration=2&links=in',
  `/api/v1/traces?linksTo=${id}`,
  `/api/v1/traces/${id}`,
  `/api/v1/links?traceId=${id}&limit=5&cursor=1`,
  `/api/v1/links/counts?traceId=${id}`,
  '/api/v1/openapi.json',
  '/api/v1/sources',
  '/gateway/prod/api/traces/1?limit=1',
  '/v1/traces',
  '/assets/app.js',
  '/embed/',
]
const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const
const TYPES = ['application/json', 'application/x-protobuf', 'text/plain', 'application/json; x="']

interface Sent {
  readonly method: (typeof METHODS)[number]
  readonly path: string
  readonly type: string
  readonly encoding: string
  readonly body: string
}

fuzz<Sent>({
  name: 'http-request',
  form: asJson(),
  cases: fc.record({
    method: fc.constantFrom(...METHODS),
    path: mutatedText(PATHS),
    type: fc.constantFrom(...TYPES),
    encoding: fc.constantFrom('identity', 'identity', 'gzip', 'zstd', 'x'),
    body: mutatedText([`{"refs":[{"traceId":"${id}","spanId":"00f067aa0ba902b7"}]}`, '{}']),
  }),
  sizeOf: ({ path, body }) => path.length + body.length,
  async check({ method, path, type, encoding, body }) {
    const url = `http://localhost:4319/${path.replace(/^\/+/, '')}`
    // What no client can send, the server never sees; event streams have no end to wait for.
    if (!URL.canParse(url) || new URL(url).pathname.endsWith('/events')) return
    const headers = { 'content-type': type, 'content-encoding': encoding }
    const withBody = method !== 'GET' && method !== 'HEAD'
    const answer = await app.fetch(
      new Request(url, { method, headers, ...(withBody && { body: body.toWellFormed() }) }),
    )
    const text = await answer.text()
    // 503: the app is not built here.
    if (answer.status >= 500 && answer.status !== 503) throw new Error(`${answer.status}: ${text}`)
    if (app.errors.length > 0) throw new Error('a failure of the server', { cause: app.errors[0] })
    if (/\bat .*:\d+:\d+|node:/.test(text)) throw new Error(`innards: ${text}`)
    const isApi = new URL(url).pathname.startsWith('/api/')
    if (isApi && answer.status >= 400 && method !== 'HEAD') apiError.parse(JSON.parse(text))
  },
})
