import { describe, expect, test } from 'vitest'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Span } from '../../model/span.ts'
import { openApp, openStore, storeProto } from '../harness.ts'
import { traceBody, wantsProtobuf } from './trace-body.ts'

const [span] = draw(`
  trace a
  0-10 shop receive
`).spans
const sampled = {
  ...span,
  resource: {
    ...span.resource,
    attributes: [{ key: 'trace-link-explorer.sample', value: true }],
  },
}

/** Spans for a little more than one page. */
const spans = Array.from({ length: 2001 }, (_, i): Span => ({
  ...sampled,
  ref: { ...span.ref, spanId: (i + 1).toString(16).padStart(16, '0') as Span['ref']['spanId'] },
}))

test.each([
  ['protobuf', true, (bytes: ArrayBuffer) => decodeProto(new Uint8Array(bytes)).length],
  ['JSON', false, (bytes: ArrayBuffer) => JSON.parse(new TextDecoder().decode(bytes)) as unknown],
])('a trace removed on the way ends as broken %s, and is reported', async (_, protobuf, decode) => {
  const store = openStore()
  await storeProto(store, protoOf(spans))
  const pages = store.trace(span.ref.traceId)
  if (!pages) throw new Error('the trace is not stored')
  const errors: unknown[] = []
  const body = traceBody(
    (function* () {
      for (const page of pages) {
        yield page
        void store.removeSample()
      }
    })(),
    protobuf,
    '"1"',
    (error) => errors.push(error),
  )
  const bytes = await body.arrayBuffer()
  expect(bytes.byteLength).toBeGreaterThan(2000 * 16)
  expect(() => decode(bytes)).toThrow()
  expect(errors).toEqual([expect.objectContaining({ name: 'StoreError' })])
})

describe('a browser that has a trace', () => {
  const accept = 'application/x-protobuf'
  const url = `/api/v1/traces/${span.ref.traceId}`

  test('is told when it has not changed, in the encoding that it has', async () => {
    const app = openApp()
    await storeProto(app.store, protoOf([span]))
    const first = await app.call(url, { headers: { accept } })
    const tag = first.headers.get('etag') ?? ''
    const again = await app.call(url, { headers: { accept, 'if-none-match': `"x", W/${tag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const json = await app.call(url, { headers: { 'if-none-match': tag } })
    expect(json.status).toBe(200)
  })

  test('gets it again when it has grown', async () => {
    const app = openApp()
    await storeProto(app.store, protoOf([span]))
    const tag = (await app.call(url)).headers.get('etag') ?? ''
    await storeProto(app.store, protoOf([{ ...span, name: 'another' }]))
    const again = await app.call(url, { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(200)
  })
})

test('protobuf is sent to those who name it', () => {
  const wants = (accept?: string) =>
    wantsProtobuf(new Request('http://x', { headers: accept === undefined ? {} : { accept } }))
  expect(wants('application/x-protobuf')).toBe(true)
  expect(wants('application/protobuf, application/json;q=0.5')).toBe(true)
  expect(wants('application/json')).toBe(false)
  expect(wants('*/*')).toBe(false)
  expect(wants()).toBe(false)
})
