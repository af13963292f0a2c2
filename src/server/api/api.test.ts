import { describe, expect, test } from 'vitest'
import { fromJSONSchema } from 'zod'
import * as z from 'zod/mini'
import { decodeJson } from '../../otlp/decode-json.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import * as schema from '../../sources/local/schema.ts'
import { protoOf } from '../../testing/documents.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../../testing/trace-notation.ts'
import { type TestApp, openApp, openStore, storeProto } from '../harness.ts'
import { servableFiles } from '../opened-files.ts'
import { API_PATH } from './api-path.ts'

const { spans } = draw(`
  trace order
  0-10 shop receive order.id=7 url="/orders?a=1&b=2"
    1-2 shop check !error

  trace batch
  100-200 jobs process batch.size=2 -> order/receive(order.id=7) -> order/check -> gone/away
`)
const [receive, check, process] = spans

async function filled(): Promise<TestApp> {
  const app = openApp({
    sampleRequests: () => [protoOf(spans.map((span) => ({ ...span, resource: SAMPLE })))],
    otlpEndpoints: ['http://localhost:4318/v1/traces'],
    dataDirectory: '/data',
    version: '1.2.3',
    files: servableFiles([import.meta.filename], ''),
  })
  await storeProto(app.store, protoOf(spans))
  return app
}
const SAMPLE = {
  attributes: [{ key: 'trace-link-explorer.sample', value: true }],
  droppedAttributes: 0,
  schemaUrl: '',
}

const ok = async (app: TestApp, path: string, init?: RequestInit): Promise<Response> => {
  const answer = await app.call(API_PATH + path, init)
  expect(answer.status).toBe(200)
  return answer
}

const asked = async <T extends z.ZodMiniType>(
  answer: T,
  app: TestApp,
  path: string,
  init?: RequestInit,
): Promise<z.output<T>> => z.parse(answer, await (await ok(app, path, init)).json())

interface Described {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly responses: Record<string, { content: Record<string, { schema: object }> }>
}
interface Document {
  readonly openapi: string
  readonly info: { version: string }
  readonly servers: readonly { url: string }[]
  readonly paths: Record<string, Record<string, Described>>
}

async function documentOf(app: TestApp): Promise<Document> {
  return (await (await ok(app, '/openapi.json')).json()) as Document
}

describe('the OpenAPI document is true', () => {
  const refs = JSON.stringify({ refs: [receive.ref, drawnRef('gone/away')] })
  /** A call of every operation, with every parameter in at least one. */
  const calls: Readonly<Record<string, readonly (readonly [string, RequestInit?])[]>> = {
    'get /services': [['/services']],
    'get /operations': [['/operations?service=shop']],
    'get /attribute-keys': [['/attribute-keys'], ['/attribute-keys?service=jobs']],
    'get /attribute-values': [['/attribute-values?key=order.id&service=shop']],
    'get /traces': [
      ['/traces'],
      [
        '/traces?service=shop&operation=receive&attribute=order.id%3D7&attribute=service.name%3Dshop' +
          `&status=unset&minDuration=1&maxDuration=99999999999&from=1&to=${DRAWN_ORIGIN}&links=in&limit=3&sort=longest`,
      ],
      [`/traces?linksTo=${receive.ref.traceId}`],
      [`/traces?traceId=${receive.ref.traceId}&traceId=${'f'.repeat(32)}`],
    ],
    'get /traces/{traceId}': [
      [`/traces/${receive.ref.traceId}`],
      [`/traces/${receive.ref.traceId}`, { headers: { accept: 'application/x-protobuf' } }],
    ],
    'get /spans': [[`/spans?spanId=${receive.ref.spanId}`]],
    'post /spans/resolve': [['/spans/resolve', { body: refs }]],
    'get /links/counts': [[`/links/counts?traceId=${receive.ref.traceId}`]],
    'get /links': [
      [`/links?traceId=${receive.ref.traceId}&spanId=${receive.ref.spanId}`],
      [`/links?traceId=${receive.ref.traceId}&limit=1`],
      [`/links?traceId=${receive.ref.traceId}&cursor=${'0'.repeat(16)}.0.0`],
    ],
    'get /link-map': [['/link-map'], [`/link-map?from=1&to=${DRAWN_ORIGIN}&limit=1`]],
    'get /status': [['/status']],
    'get /sources': [['/sources']],
    'get /files/{number}': [['/files/1']],
    'get /events': [['/events']],
    'post /sample': [['/sample', { method: 'POST' }]],
    'delete /sample': [['/sample', { method: 'DELETE' }]],
    'get /openapi.json': [['/openapi.json']],
  }

  test('about which operations there are', async () => {
    const { openapi, info, servers, paths } = await documentOf(await filled())
    expect(openapi).toMatch(/^3\.1\./)
    expect(info.version).toBe('1.2.3')
    expect(servers).toEqual([{ url: API_PATH }])
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(described.sort()).toEqual(Object.keys(calls).sort())
  })

  test('about their parameters: each is called with all of them, and with no other', async () => {
    const { paths } = await documentOf(await filled())
    for (const [name, list] of Object.entries(calls)) {
      const [method, path] = name.split(' ')
      const { parameters } = paths[path][method]
      const used = list.flatMap(([url]) => [...new URL(url, 'http://x').searchParams.keys()])
      const inQuery = parameters.filter((parameter) => parameter.in === 'query')
      expect([...new Set(used)].sort()).toEqual(inQuery.map((parameter) => parameter.name).sort())
      for (const [, inPath] of path.matchAll(/\{(\w+)\}/g)) {
        expect(parameters).toContainEqual(
          expect.objectContaining({ name: inPath, in: 'path', required: true }),
        )
      }
    }
  })

  test.each(Object.entries(calls))('about the answers of %s', async (name, list) => {
    const app = await filled()
    const [method, path] = name.split(' ')
    const operation = (await documentOf(app)).paths[path][method]
    for (const [url, init] of list) {
      const answer = await ok(app, url, init)
      const type = (answer.headers.get('content-type') ?? '').split(';')[0]
      const described = operation.responses[200].content[type]
      expect(described).toBeDefined()
      if (type !== 'application/json') {
        await answer.body?.cancel()
        continue
      }
      const check = fromJSONSchema(described.schema as Parameters<typeof fromJSONSchema>[0])
      z.parse(check, await answer.json())
    }
  })

  test('about required parameters: without one the answer is 400 and names it', async () => {
    const app = await filled()
    const { paths } = await documentOf(app)
    const required = Object.entries(paths).flatMap(([path, methods]) =>
      (methods.get?.parameters ?? [])
        .filter((parameter) => parameter.required && parameter.in === 'query')
        .map((parameter) => [path, parameter.name]),
    )
    expect(required.length).toBeGreaterThan(2)
    for (const [path, name] of required) {
      const answer = await app.call(API_PATH + path)
      expect(answer.status).toBe(400)
      const { error } = z.parse(schema.apiError, await answer.json())
      expect(error.message).toContain(`Parameter "${name}"`)
    }
  })
})

describe('the API answers', () => {
  test('what a search form offers', async () => {
    const app = await filled()
    expect(await asked(schema.services, app, '/services')).toEqual({ services: ['jobs', 'shop'] })
    expect(await asked(schema.operations, app, '/operations?service=shop')).toEqual({
      operations: ['check', 'receive'],
    })
    expect(await asked(schema.attributeKeys, app, '/attribute-keys?service=jobs')).toEqual({
      keys: ['batch.size', 'service.name'],
    })
    expect(await asked(schema.attributeValues, app, '/attribute-values?key=order.id')).toEqual({
      values: ['7'],
    })
  })

  test('a search, with text in parameters that needs escaping', async () => {
    const app = await filled()
    const query = new URLSearchParams({ attribute: 'url=/orders?a=1&b=2' })
    const { traces, more } = await asked(schema.searchAnswer, app, `/traces?${query}`)
    expect(traces.map((trace) => trace.traceId)).toEqual([receive.ref.traceId])
    expect(traces[0]).toMatchObject({
      rootService: 'shop',
      rootName: 'receive',
      startTimeUnixNano: String(receive.start),
      endTimeUnixNano: String(receive.end),
      linksOut: 0,
      linkedFrom: 2,
      errorCount: 1,
    })
    expect(more).toBe(false)
  })

  test('a trace in the encoding that is accepted', async () => {
    const app = await filled()
    const path = `/traces/${receive.ref.traceId}`
    const all = (batch: SpanBatch) => Array.from({ length: batch.length }, (_, i) => batch.span(i))
    expect(all(decodeJson(await (await ok(app, path)).text()))).toEqual([receive, check])
    const headers = { accept: 'application/x-protobuf' }
    const bytes = await (await ok(app, path, { headers })).arrayBuffer()
    expect(all(decodeProto(new Uint8Array(bytes)))).toEqual([receive, check])
  })

  test('404 for a trace that is not here', async () => {
    const answer = await (await filled()).call(`${API_PATH}/traces/${'1'.repeat(32)}`)
    expect(answer.status).toBe(404)
    expect(z.parse(schema.apiError, await answer.json()).error.code).toBe('notFound')
  })

  test('spans by reference, in the order asked, with a reason for each that is missing', async () => {
    const refs = [
      drawnRef('gone/away'),
      receive.ref,
      { ...receive.ref, spanId: process.ref.spanId },
      process.ref,
      receive.ref,
    ]
    const answer = await asked(schema.resolveAnswer, await filled(), '/spans/resolve', {
      body: JSON.stringify({ refs }),
    })
    expect(
      answer.spans.map((entry) => ('reason' in entry ? entry.reason : entry.span.name)),
    ).toEqual(['trace not found', 'receive', 'span not in its trace', 'process', 'receive'])
    expect(answer.removedBefore).toBeNull()
  })

  test('links to a span and to a trace, with their attributes', async () => {
    const app = await filled()
    const { traceId, spanId } = receive.ref
    const one = await asked(schema.linksAnswer, app, `/links?traceId=${traceId}&spanId=${spanId}`)
    expect(one).toMatchObject({
      total: 1,
      cursor: null,
      links: [
        {
          from: { ...process.ref, name: 'process' },
          link: {
            traceId,
            spanId,
            attributes: [{ key: 'order.id', value: { intValue: '7' } }],
            flags: 0x301,
          },
        },
      ],
    })
    const first = await asked(schema.linksAnswer, app, `/links?traceId=${traceId}&limit=1`)
    expect(first).toMatchObject({ total: 2, links: { length: 1 } })
    const next = `/links?traceId=${traceId}&limit=1&cursor=${first.cursor}`
    expect(await asked(schema.linksAnswer, app, next)).toMatchObject({
      links: { length: 1 },
      cursor: null,
    })
  })

  test('what is stored, and where to send', async () => {
    expect(await asked(schema.status, await filled(), '/status')).toEqual({
      version: '1.2.3',
      traces: 2,
      spans: 3,
      links: 3,
      sampleTraces: 0,
      otlpEndpoints: ['http://localhost:4318/v1/traces'],
      dataDirectory: '/data',
      removedBefore: null,
    })
  })

  test('the sample once, however often it is loaded, and removes all of it', async () => {
    const app = openApp({
      store: openStore(),
      sampleRequests: () => [protoOf(spans.map((span) => ({ ...span, resource: SAMPLE })))],
    })
    for (let i = 0; i < 2; i++) {
      const change = await asked(schema.sampleChange, app, '/sample', { method: 'POST' })
      expect(change).toEqual({ traces: 2 })
    }
    expect(app.store.counts.spans).toBe(3)
    const removed = await asked(schema.sampleChange, app, '/sample', { method: 'DELETE' })
    expect(removed).toEqual({ traces: 2 })
    expect(app.store.counts).toMatchObject({ traces: 0, spans: 0, sampleTraces: 0 })
  })
})
