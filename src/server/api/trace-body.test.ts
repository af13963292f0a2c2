import { expect, test } from 'vitest'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Span } from '../../model/span.ts'
import { openStore, storeProto } from '../harness.ts'
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
    (error) => errors.push(error),
  )
  const bytes = await body.arrayBuffer()
  expect(bytes.byteLength).toBeGreaterThan(2000 * 16)
  expect(() => decode(bytes)).toThrow()
  expect(errors).toEqual([expect.objectContaining({ name: 'StoreError' })])
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
