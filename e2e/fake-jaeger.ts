import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Span } from '../src/model/span.ts'
import { serviceOf } from '../src/model/span.ts'
import { tracesToJson } from '../src/otlp/json-span.ts'

export interface FakeJaeger {
  readonly url: string
  stop(): Promise<void>
}

/** Stands in for a Jaeger with API v3: services, operations, search by service and traces by id, from these spans. */
export async function startFakeJaeger(spans: readonly Span[]): Promise<FakeJaeger> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://jaeger')
    const answer = answerTo(url, spans)
    response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' })
    const missing = { error: { httpCode: 404, message: 'No traces found' } }
    response.end(JSON.stringify(answer ?? missing))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => stopped(server) }
}

function answerTo(url: URL, spans: readonly Span[]): unknown {
  const services = [...new Set(spans.map(({ resource }) => serviceOf(resource)))]
  if (url.pathname === '/api/v3/services') return { services }
  if (url.pathname === '/api/v3/operations') {
    const service = url.searchParams.get('service')
    const own = spans.filter(({ resource }) => serviceOf(resource) === service)
    return { operations: own.map(({ name }) => ({ name, spanKind: 'server' })) }
  }
  const wanted = spans.filter((span) => {
    const id = /^\/api\/v3\/traces\/([0-9a-f]{32})$/.exec(url.pathname)?.[1]
    if (id !== undefined) return span.ref.traceId === id
    const service = url.searchParams.get('query.service_name')
    const ofService = spans.filter(({ resource }) => serviceOf(resource) === service)
    const ids = new Set((service ? ofService : spans).map(({ ref }) => ref.traceId))
    return url.pathname === '/api/v3/traces' && ids.has(span.ref.traceId)
  })
  return wanted.length === 0 ? null : { result: tracesToJson(wanted) }
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
}
