import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ProtoReader } from '../../otlp/proto-reader.ts'
import { readString } from '../../otlp/proto-values.ts'
import { encodeSpan, encodeTraces } from '../../otlp/encode-proto.ts'
import { jsonOf, protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import { MIB, openApp, openStore, spansOf } from '../harness.ts'
import { StoreError } from '../store/store-error.ts'
import { ByteBudget } from './byte-budget.ts'
import { createReceiver } from './receiver.ts'

const { spans } = draw(`
  trace a
  0-10 shop receive
    1-2 shop check -> a/receive
`)
const ID = spans[0].ref.traceId
const PROTOBUF = { 'content-type': 'application/x-protobuf' }
const JSON_TYPE = { 'content-type': 'application/json' }

function post(body: string | Uint8Array, headers: Record<string, string>): RequestInit {
  return { method: 'POST', body: body as BodyInit, headers }
}

/** Fields of a small message: numbers for varints, text for everything else. */
async function protoFields(response: Response): Promise<Record<number, number | string>> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const reader = new ProtoReader(bytes)
  const fields: Record<number, number | string> = {}
  while (reader.next(bytes.length)) {
    const { field } = reader
    fields[field] =
      reader.wire === 0 ? reader.uint32(bytes.length) : readString(reader, bytes.length)
  }
  return fields
}

describe('spans are stored', () => {
  test.each([
    ['protobuf', protoOf(spans), PROTOBUF],
    ['JSON', jsonOf(spans), JSON_TYPE],
    ['protobuf with parameters', protoOf(spans), { 'content-type': 'Application/X-Protobuf; v=1' }],
    ['JSON with a charset', jsonOf(spans), { 'content-type': 'application/json; charset=utf-8' }],
  ])('from %s, and the answer has the same encoding', async (_, body, headers) => {
    const app = openApp()
    const answer = await app.call('/v1/traces', post(body, headers))
    expect(answer.status).toBe(200)
    const type = headers['content-type'].toLowerCase().split(';')[0]
    expect(answer.headers.get('content-type')).toBe(type)
    expect(await answer.text()).toBe(type === 'application/json' ? '{}' : '')
    expect(spansOf(app.store, ID)).toEqual(spans)
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['identity', (bytes: Uint8Array) => bytes],
    ['GZip', gzipSync],
  ])('from a body in %s', async (encoding, compress) => {
    const app = openApp()
    const headers = { ...PROTOBUF, 'content-encoding': encoding }
    const answer = await app.call('/v1/traces', post(compress(protoOf(spans)), headers))
    expect(answer.status).toBe(200)
    expect(spansOf(app.store, ID)).toEqual(spans)
  })

  test('from an empty protobuf request: none', async () => {
    const app = openApp()
    const answer = await app.call('/v1/traces', post(new Uint8Array(0), PROTOBUF))
    expect(answer.status).toBe(200)
    expect(app.store.counts.spans).toBe(0)
  })

  test('on the port for OTLP alone too', async () => {
    const app = openApp()
    const request = new Request('http://localhost:4318/v1/traces', post(jsonOf(spans), JSON_TYPE))
    expect((await app.fetchOtlp(request)).status).toBe(200)
    expect(app.store.counts.spans).toBe(2)
    const other = await app.fetchOtlp(new Request('http://localhost:4318/api/v1/status'))
    expect(other.status).toBe(404)
  })
})

describe('of a request with spans that can not be taken, the others are stored', () => {
  const broken = { ...spans[0], ref: { ...spans[0].ref, traceId: '0'.repeat(32) as typeof ID } }

  test('and JSON is answered with how many and why', async () => {
    const app = openApp()
    const answer = await app.call('/v1/traces', post(jsonOf([broken, ...spans]), JSON_TYPE))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: expect.stringMatching(
          /^resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[0\]: .*trace id/,
        ),
      },
    })
    expect(app.store.counts.spans).toBe(2)
  })

  test('and protobuf is answered with how many and why', async () => {
    const app = openApp()
    const answer = await app.call('/v1/traces', post(protoOf([broken, ...spans]), PROTOBUF))
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const reader = new ProtoReader(bytes)
    reader.next(bytes.length)
    expect(reader.field).toBe(1)
    const inner = bytes.subarray(2)
    expect(inner).toHaveLength(bytes[1])
    expect(await protoFields(new Response(inner))).toEqual({
      1: 1,
      2: expect.stringMatching(/trace id is missing, zero/),
    })
    expect(app.store.counts.spans).toBe(2)
  })

  test('and a broken span in a sound protobuf document is one of them', async () => {
    const app = openApp()
    const envelope = {
      resource: new Uint8Array(0),
      resourceSchemaUrl: '',
      scope: new Uint8Array(0),
      scopeSchemaUrl: '',
    }
    const bytes = encodeSpan(spans[0])
    const document = encodeTraces([
      { envelope, bytes: bytes.subarray(0, bytes.length - 3) },
      { envelope, bytes },
    ])
    const answer = await app.call('/v1/traces', post(document, PROTOBUF))
    expect(answer.status).toBe(200)
    expect(app.store.counts.spans).toBe(1)
  })

  test('and the answer quotes a few of many reasons', async () => {
    const app = openApp()
    const many = Array.from({ length: 50 }, () => broken)
    const answer = await app.call('/v1/traces', post(jsonOf(many), JSON_TYPE))
    const { partialSuccess } = (await answer.json()) as {
      partialSuccess: { rejectedSpans: string; errorMessage: string }
    }
    expect(partialSuccess.rejectedSpans).toBe('50')
    expect(partialSuccess.errorMessage).toMatch(/spans\[4\].*; and 45 more$/)
  })
})

describe('a request is refused', () => {
  const nested = '['.repeat(200_000)
  test.each<[string, number, string | Uint8Array, Record<string, string>]>([
    ['that is no JSON', 400, '{"resourceSpans":', JSON_TYPE],
    ['that is JSON of something else', 400, '[]', JSON_TYPE],
    ['that is nested without end', 400, `{"resourceSpans":${nested}`, JSON_TYPE],
    ['that is empty and said to be JSON', 400, '', JSON_TYPE],
    ['that is not UTF-8', 400, Uint8Array.of(0x22, 0xff, 0x22), JSON_TYPE],
    ['that is no protobuf', 400, Uint8Array.of(0x0a, 0x7f, 1), PROTOBUF],
    [
      'that is not what its encoding says',
      400,
      protoOf(spans),
      { ...PROTOBUF, 'content-encoding': 'gzip' },
    ],
    [
      'that is cut off',
      400,
      gzipSync(protoOf(spans)).subarray(0, 30),
      { ...PROTOBUF, 'content-encoding': 'gzip' },
    ],
    [
      'that is cut off in zstd',
      400,
      zstdCompressSync(protoOf(spans)).subarray(0, 30),
      { ...PROTOBUF, 'content-encoding': 'zstd' },
    ],
    ['in an unknown compression', 415, protoOf(spans), { ...PROTOBUF, 'content-encoding': 'lzma' }],
    ['in two compressions', 415, protoOf(spans), { ...PROTOBUF, 'content-encoding': 'gzip, br' }],
    ['of another type', 415, 'spans', { 'content-type': 'text/plain' }],
    ['without a type', 415, protoOf(spans), {}],
    ['that is too large', 413, `"${'x'.repeat(MIB)}"`, JSON_TYPE],
  ])('%s (%i), with a status in its encoding', async (_, status, body, headers) => {
    const app = openApp()
    const answer = await app.call('/v1/traces', post(body, headers))
    expect(answer.status).toBe(status)
    const proto = headers['content-type'] === PROTOBUF['content-type']
    expect(answer.headers.get('content-type')).toBe(
      proto ? 'application/x-protobuf' : 'application/json',
    )
    const { 1: code, 2: message } = proto
      ? await protoFields(answer)
      : await answer
          .json()
          .then((json: { code: number; message: string }) => ({ 1: json.code, 2: json.message }))
    expect(code).toBe(status === 413 ? 8 : 3)
    expect(message).toMatch(/^[A-Z].{10,}/)
    expect(message).not.toMatch(/\bat .*:\d+:\d+|node:/)
    expect(app.store.counts.spans).toBe(0)
    expect(app.errors).toEqual([])
  })

  test('with another method, which is told the right one', async () => {
    const app = openApp()
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await app.call('/v1/traces', { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('POST')
    }
  })

  test('that is no trace, and is told what is received', async () => {
    for (const path of ['/v1/metrics', '/v1/logs', '/v1/traces/']) {
      const answer = await openApp().call(path, post('{}', JSON_TYPE))
      expect(answer.status).toBe(404)
      expect(await answer.json()).toEqual({
        code: 12,
        message: expect.stringContaining('/v1/traces'),
      })
    }
  })

  test('in an unknown compression, and is told the known ones', async () => {
    const headers = { ...PROTOBUF, 'content-encoding': 'lzma' }
    const answer = await openApp().call('/v1/traces', post(protoOf(spans), headers))
    expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br, zstd, identity')
  })
})

describe('a body that grows when decompressed', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('is read up to the limit only: %s', async (encoding, compress) => {
    const app = openApp()
    const bomb = compress(Buffer.alloc(64 * MIB))
    expect(bomb.length).toBeLessThan(MIB)
    const headers = { ...PROTOBUF, 'content-encoding': encoding }
    const answer = await app.call('/v1/traces', post(bomb, headers))
    expect(answer.status).toBe(413)
    expect((await protoFields(answer))[2]).toMatch(/over 1 MiB.*--max-body/)
  })

  test('without end is cut off at the limit, though it decompresses to nothing', async () => {
    let sent = 0
    const empty = gzipSync('')
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += empty.length * 1000
        controller.enqueue(Buffer.concat(Array.from({ length: 1000 }, () => empty)))
      },
    })
    const headers = { ...PROTOBUF, 'content-encoding': 'gzip' }
    const request = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
    expect((await openApp().call('/v1/traces', request)).status).toBe(413)
    expect(sent).toBeLessThan(3 * MIB)
  })
})

describe('a sender is told to try again', () => {
  test.each(['full', 'gone', 'in use', 'failed'] as const)('when the store is %s', async (code) => {
    const errors: unknown[] = []
    const receiver = createReceiver({
      store: { write: () => Promise.reject(new StoreError(code, 'The store says why.')) },
      budget: new ByteBudget(MIB),
      maxBodyBytes: MIB,
      onError: (error) => errors.push(error),
    })
    const answer = await receiver(
      new Request('http://localhost/v1/traces', post(jsonOf(spans), JSON_TYPE)),
    )
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toEqual({ code: 14, message: 'The store says why.' })
    expect(errors).toHaveLength(1)
  })

  test('when too much waits to be stored, and not once that is stored', async () => {
    const store = openStore()
    const body = protoOf(spans)
    const receiver = createReceiver({
      store,
      budget: new ByteBudget(body.length + 1),
      maxBodyBytes: MIB,
      onError: () => expect.unreachable(),
    })
    const send = () => receiver(new Request('http://localhost/v1/traces', post(body, PROTOBUF)))
    const together = await Promise.all([send(), send()])
    expect(new Set(together.map((answer) => answer.status))).toEqual(new Set([200, 503]))
    expect(together.find((a) => a.status === 503)?.headers.get('retry-after')).not.toBeNull()
    expect((await send()).status).toBe(200)
  })
})

test('a failure of the server itself is answered without its innards', async () => {
  const errors: unknown[] = []
  const receiver = createReceiver({
    store: { write: () => Promise.reject(new Error('secret innards')) },
    budget: new ByteBudget(MIB),
    maxBodyBytes: MIB,
    onError: (error) => errors.push(error),
  })
  const answer = await receiver(
    new Request('http://localhost/v1/traces', post(jsonOf(spans), JSON_TYPE)),
  )
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret')
  expect(errors).toEqual([expect.objectContaining({ message: 'secret innards' })])
})
