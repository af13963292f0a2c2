import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../otlp/parse-json.ts'
import { decodeZipkin } from './zipkin.ts'

const spanOf = (members: JsonObject) =>
  decodeZipkin([{ traceId: 'a1', id: 'b1', ...members }]).span(0)

describe('a Zipkin span', () => {
  test('has short ids padded, and its microseconds as nanoseconds', () => {
    const span = spanOf({ parentId: 'c1', timestamp: 1_485_467_191_639_875, duration: 5 })
    expect(span.ref).toEqual({ traceId: 'a1'.padStart(32, '0'), spanId: 'b1'.padStart(16, '0') })
    expect(span.parentSpanId).toBe('c1'.padStart(16, '0'))
    expect(span.start).toBe(1_485_467_191_639_875_000n)
    expect(span.end - span.start).toBe(5000n)
  })

  test.each([
    ['SERVER', 2],
    ['CLIENT', 3],
    ['PRODUCER', 4],
    ['CONSUMER', 5],
    [undefined, 1],
    ['OTHER', 0],
  ])('of kind %s has the kind %i', (kind, expected) => {
    expect(spanOf(kind === undefined ? {} : { kind }).kind).toBe(expected)
  })

  test.each<[JsonObject, number, string]>([
    [{}, 0, ''],
    [{ error: 'timed out' }, 2, 'timed out'],
    [{ error: '' }, 2, ''],
    [{ error: 'true' }, 2, ''],
    [{ error: 'false' }, 0, ''],
    [{ 'otel.status_code': 'OK' }, 1, ''],
    [{ 'otel.status_code': 'ERROR', 'otel.status_description': 'boom' }, 2, 'boom'],
  ])('with the tags %j has the status %i %s', (tags, code, message) => {
    expect(spanOf({ tags })).toMatchObject({
      statusCode: code,
      statusMessage: message,
      attributes: [],
    })
  })

  test('names its service, the endpoints and its scope', () => {
    const span = spanOf({
      localEndpoint: { serviceName: 'shop', ipv4: '10.0.0.1', port: 80 },
      remoteEndpoint: { serviceName: 'db', ipv6: '::1', port: 99999 },
      tags: { 'otel.library.name': 'lib', 'otel.scope.version': '2', retries: 3 },
    })
    expect(span.resource.attributes).toEqual([{ key: 'service.name', value: 'shop' }])
    expect(span.scope).toMatchObject({ name: 'lib', version: '2' })
    expect(span.attributes).toEqual([
      { key: 'retries', value: '3' },
      { key: 'peer.service', value: 'db' },
      { key: 'network.peer.address', value: '::1' },
      { key: 'network.local.address', value: '10.0.0.1' },
      { key: 'network.local.port', value: 80n },
    ])
  })

  test('has its annotations as events', () => {
    expect(spanOf({ annotations: [{ timestamp: 7, value: 'retry' }] }).events).toEqual([
      { time: 7000n, name: 'retry', attributes: [], droppedAttributes: 0 },
    ])
  })
})

test('two sides of one call that share an id are both kept', () => {
  const side = (kind: string) => ({ traceId: 'a1', id: 'b1', kind, shared: kind === 'SERVER' })
  expect(decodeZipkin([side('CLIENT'), side('SERVER')]).length).toBe(2)
})

test('what is no span is rejected with a note', () => {
  const batch = decodeZipkin([
    null,
    { traceId: 'x', id: '1' },
    { traceId: '1', id: '0' },
    { traceId: '1', id: '1', tags: { a: {} } },
    { traceId: '1', id: '1', timestamp: '9'.repeat(19) },
  ])
  expect(batch).toMatchObject({ length: 0, rejected: 5 })
  expect(batch.notes).toEqual([
    { path: '[0]', message: 'the span is not an object' },
    { path: '[1]', message: 'trace id "x" is no id' },
    { path: '[2]', message: 'span id "0" is no id' },
    { path: '[3]', message: 'tag "a" is not a text' },
    { path: '[4]', message: expect.stringContaining('out of range') },
  ])
})
