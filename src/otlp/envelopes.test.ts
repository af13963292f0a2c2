import { expect, test } from 'vitest'
import type { LinkEnd } from '../model/span.ts'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { oracleDecode, oracleMessage } from '../testing/otlp-oracle.ts'
import { draw } from '../testing/trace-notation.ts'
import { decodeJson } from './decode-json.ts'
import { decodeProto } from './decode-proto.ts'
import { decodeEnvelope, decodeSpan } from './decode-span.ts'
import { encodeTraces } from './encode-proto.ts'

const { spans } = draw(`
  trace a
  0-9 shop one -> b/x
    1-2 shop two
    3-4 mail three
`)

test('a span is its own bytes and those of its envelope, and nothing else is needed', () => {
  const batch = decodeProto(protoOf(spans))
  for (const [i, span] of spans.entries()) {
    expect(decodeSpan(batch.spanBytes(i), decodeEnvelope(batch.envelope(i)))).toEqual(span)
  }
  expect(batch.envelope(0)).toBe(batch.envelope(1))
  expect(batch.envelope(0)).not.toBe(batch.envelope(2))
})

test('a document put together again from stored parts is the same document', () => {
  const document = protoOf(spans)
  const batch = decodeProto(document)
  const parts = spans.map((_, i) => ({ envelope: batch.envelope(i), bytes: batch.spanBytes(i) }))
  expect(encodeTraces(parts)).toEqual(document)
})

test('spans of one JSON group share a resource and a scope', () => {
  const batch = decodeJson(jsonOf(spans))
  expect(batch.resource(0)).toEqual(spans[0].resource)
  expect(batch.scope(2)).toEqual(spans[2].scope)
  expect(batch.resource(0)).toBe(batch.resource(1))
  expect(batch.span(1).resource).toBe(batch.resource(1))
})

test('no spans are an empty document in both encodings', () => {
  expect(protoOf([])).toHaveLength(0)
  expect(decodeProto(protoOf([]))).toMatchObject({ length: 0, rejected: 0, notes: [] })
  expect(decodeJson(jsonOf([]))).toMatchObject({ length: 0, rejected: 0, notes: [] })
})

test('a link whose ids are text never becomes valid by way of protobuf', () => {
  // 16 and 8 letters: as bytes they would have the lengths of ids.
  const to: LinkEnd = {
    valid: false,
    traceId: 'not-a-trace-id!!',
    spanId: 'not-span',
    reason: 'not an id',
  }
  const span = { ...spans[0], links: [{ ...spans[0].links[0], to }] }
  const batch = decodeProto(protoOf([span]))
  expect(batch.span(0).links[0].to).toMatchObject({ valid: false, reason: 'wrong length' })
  expect(batch.linkTraceIds.every((byte) => byte === 0)).toBe(true)
  expect(decodeJson(jsonOf([span])).span(0).links[0].to).toEqual(to)
})

test('that a source did not keep a link’s attributes is kept, and passed over by other readers', () => {
  const [link] = spans[0].links
  const span = { ...spans[0], links: [{ ...link, attributes: null }, link] }
  const bytes = protoOf([span])
  expect(decodeProto(bytes).span(0)).toEqual(span)
  const plain = { ...span, links: [{ ...link, attributes: [] }, link] }
  expect(oracleDecode(bytes)).toMatchObject(oracleMessage([plain]))
})
