import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import type { AttributeValue } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import { decodeJson } from '../../otlp/decode-json.ts'
import { encodeResource, encodeScope, encodeSpan, encodeTraces } from '../../otlp/encode-proto.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import { ProtoReader } from '../../otlp/proto-reader.ts'
import { ProtoWriter } from '../../otlp/proto-writer.ts'
import { arbitrarySpan, arbitraryTrace } from '../../testing/arbitrary-span.ts'
import { jsonOf, protoOf } from '../../testing/documents.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import {
  ANY_TRACE,
  openStore,
  spansOf,
  storeJson,
  storeProto,
  temporaryDirectory,
} from '../harness.ts'
import { Database } from './database.ts'
import type { Store } from './store.ts'

const [span] = draw(`
  trace a
  0-10 shop "GET /orders"
`).spans
const ID = span.ref.traceId

async function summaries(store: Store) {
  return (await store.search(ANY_TRACE, new AbortController().signal)).traces
}

describe('a span comes back as it was sent', () => {
  test('in protobuf, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpan, async (sent) => {
        const store = openStore()
        await storeProto(store, protoOf([sent]))
        const [kept] = [...(store.trace(sent.ref.traceId) ?? [])].flat()
        expect(Buffer.from(kept.bytes)).toEqual(Buffer.from(encodeSpan(sent)))
        expect(spansOf(store, sent.ref.traceId)).toEqual([sent])
        await store.close()
      }),
      { numRuns: 60 },
    )
  })

  test('in JSON, with every field', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpan, async (sent) => {
        const store = openStore()
        await storeJson(store, jsonOf([sent]))
        const read = decodeJson(jsonOf([sent])).span(0)
        expect(tracesToJson(spansOf(store, sent.ref.traceId))).toEqual(tracesToJson([read]))
        await store.close()
      }),
      { numRuns: 60 },
    )
  })

  test.each<[string, AttributeValue]>([
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['the largest integer', (1n << 63n) - 1n],
    ['the smallest integer', -(1n << 63n)],
    ['a megabyte of text', 'x'.repeat(1 << 20)],
    ['nested values', [{ entries: [{ key: '__proto__', value: [null, true] }] }]],
  ])('with an attribute of %s', async (_, value) => {
    const store = openStore()
    const sent = { ...span, attributes: [{ key: '__proto__', value }] }
    await storeJson(store, jsonOf([sent]))
    expect(spansOf(store, ID)).toEqual([sent])
  })

  test('with ten thousand attributes', async () => {
    const store = openStore()
    const attributes = Array.from({ length: 10_000 }, (_, i) => ({
      key: `key.${i}`,
      value: BigInt(i),
    }))
    await storeProto(store, protoOf([{ ...span, attributes }]))
    expect(spansOf(store, ID)[0].attributes).toEqual(attributes)
  })

  test.each([0n, 1n, (1n << 63n) - 1n, 1n << 63n, MAX_EPOCH_NANOS])(
    'with a time of %s, which the summary has too',
    async (time) => {
      const store = openStore()
      await storeProto(store, protoOf([{ ...span, start: time, end: time }]))
      expect(spansOf(store, ID)[0]).toMatchObject({ start: time, end: time })
      expect((await summaries(store))[0]).toMatchObject({ start: time, end: time })
      expect(store.spans([span.ref])[0]).toMatchObject({ start: time, end: time })
    },
  )

  test('from a trace of several pages', async () => {
    const spans = Array.from({ length: 4500 }, (_, i) => ({
      ...span,
      ref: {
        ...span.ref,
        spanId: (i + 1).toString(16).padStart(16, '0') as typeof span.ref.spanId,
      },
    }))
    const store = openStore()
    await storeProto(store, protoOf(spans))
    expect(spansOf(store, ID)).toEqual(spans)
  })
})

describe('spans with the same ids', () => {
  test('are stored once when they are the same span', async () => {
    const store = openStore()
    for (let i = 0; i < 3; i++) await storeProto(store, protoOf([span]))
    expect(spansOf(store, ID)).toEqual([span])
    expect(store.counts).toMatchObject({ traces: 1, spans: 1 })
  })

  test('are stored once when one request has them twice', async () => {
    const store = openStore()
    await storeProto(store, protoOf([span, span]))
    expect(store.counts.spans).toBe(1)
  })

  test('are stored once however they are encoded', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpan, async (sent) => {
        const store = openStore()
        await storeProto(store, documentOf(otherwiseEncoded(sent), sent))
        await storeProto(store, protoOf([sent]))
        await storeJson(store, jsonOf(spansOf(store, sent.ref.traceId)))
        expect(store.counts.spans).toBe(1)
        await store.close()
      }),
      { numRuns: 100 },
    )
  })

  test('are each stored once when they are sent again in another encoding', async () => {
    const store = openStore()
    const variants = ['one', 'two', 'three'].map((name) => ({ ...span, name }))
    await storeProto(store, protoOf(variants))
    for (const sent of variants) await storeProto(store, documentOf(otherwiseEncoded(sent), sent))
    await storeJson(store, jsonOf(variants))
    expect(store.counts.spans).toBe(3)
  })

  test('are all kept when their content differs, each once', async () => {
    const store = openStore()
    const variants = ['one', 'two', 'three'].map((name) => ({ ...span, name }))
    for (let i = 0; i < 2; i++) await storeProto(store, protoOf(variants))
    expect(
      spansOf(store, ID)
        .map((s) => s.name)
        .sort(),
    ).toEqual(['one', 'three', 'two'])
    expect(store.counts.spans).toBe(3)
  })

  test('are all kept when their resource differs', async () => {
    const store = openStore()
    const resource = { ...span.resource, droppedAttributes: 1 }
    await storeProto(store, protoOf([span, { ...span, resource }]))
    expect(spansOf(store, ID).map((s) => s.resource)).toEqual([span.resource, resource])
  })

  test('resolve to the one that came first', async () => {
    const store = openStore()
    await storeProto(store, protoOf([{ ...span, name: 'first' }]))
    await storeProto(store, protoOf([{ ...span, name: 'second' }]))
    expect(store.spans([span.ref])[0]).toMatchObject({ name: 'first' })
  })
})

/** The span as another encoder may write it: last field first, and zero values written out before they are set. */
function otherwiseEncoded(sent: Span): Uint8Array {
  const bytes = encodeSpan(sent)
  const reader = new ProtoReader(bytes)
  const fields = new Map<number, Uint8Array[]>()
  for (let from = 0; reader.next(bytes.length); from = reader.pos) {
    const { field } = reader
    reader.skip(bytes.length)
    // What is repeated keeps its own order.
    fields.set(field, [...(fields.get(field) ?? []), bytes.subarray(from, reader.pos)])
  }
  const zeros = new ProtoWriter()
  for (const text of [3, 4, 5]) zeros.string(text, '')
  for (const number of [6, 10, 12, 14]) zeros.uint(number, 0)
  for (const time of [7, 8]) zeros.fixed64(time, 0n)
  zeros.message(15, () => {})
  zeros.fixed32(16, 0)
  return Buffer.concat([zeros.finish(), ...[...fields.values()].reverse().flat()])
}

function documentOf(bytes: Uint8Array, { resource, scope }: Span): Uint8Array {
  const envelope = {
    // Its count of dropped attributes is written as zero first.
    resource: Buffer.concat([Uint8Array.of(2 << 3, 0), encodeResource(resource)]),
    resourceSchemaUrl: resource.schemaUrl,
    scope: encodeScope(scope),
    scopeSchemaUrl: scope.schemaUrl,
  }
  return encodeTraces([{ envelope, bytes }])
}

describe('the summary of a trace', () => {
  const { spans } = draw(`
    trace a
    0-100 shop checkout
      20-150 pay charge !error -> b/x -> b/y
      5-9 shop load
    trace b
    1-2 shop x
  `)

  test('is the same whatever the order and the batches of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTrace({ distinct: true }), fc.nat(), async (trace, seed) => {
        const shuffled = [...trace].sort((a, b) => mixed(a, seed) - mixed(b, seed))
        const together = openStore()
        await storeProto(together, protoOf(trace))
        const apart = openStore()
        for (const one of shuffled) await storeProto(apart, protoOf([one]))
        const strip = async (store: Store) =>
          (await summaries(store)).map((summary) => ({ ...summary, shape: null }))
        expect(await strip(apart)).toEqual(await strip(together))
        expect(apart.counts).toEqual(together.counts)
      }),
      { numRuns: 80 },
    )
  })

  test('has the root, the extent, the counts and the services', async () => {
    const store = openStore()
    await storeProto(store, protoOf(spans))
    expect((await summaries(store)).find((t) => t.traceId === drawnTraceId('a'))).toMatchObject({
      rootSpanId: spans[0].ref.spanId,
      rootService: 'shop',
      rootName: 'checkout',
      start: spans[0].start,
      end: spans[1].end,
      spanCount: 3,
      errorCount: 1,
      services: ['pay', 'shop'],
      linksOut: 2,
      linkedFrom: 0,
      sample: false,
    })
    expect((await summaries(store)).find((t) => t.traceId === drawnTraceId('b'))).toMatchObject({
      linkedFrom: 2,
    })
  })

  test('names the earliest span, and no root, until a root arrives', async () => {
    const store = openStore()
    await storeProto(store, protoOf(spans.slice(1)))
    const named = async () => (await summaries(store)).find((t) => t.traceId === drawnTraceId('a'))
    expect(await named()).toMatchObject({ rootSpanId: null, rootName: 'load' })
    await storeProto(store, protoOf(spans.slice(0, 1)))
    expect(await named()).toMatchObject({ rootSpanId: spans[0].ref.spanId, rootName: 'checkout' })
  })
})

/** A number that orders spans differently for each seed. */
function mixed(of: Span, seed: number): number {
  return Math.imul(Number(of.start % 1000n) + of.name.length * 7 + 1, seed * 2 + 1) % 1009
}

describe('a store in a directory', () => {
  test.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
    using directory = temporaryDirectory()
    const path = join(directory.path, 'new', 'data')
    const store = openStore({ directory: path })
    await storeProto(store, protoOf([span]))
    const files = readdirSync(path)
    expect(files).toContain('traces.sqlite-wal')
    for (const file of ['.', '..', ...files]) {
      expect([file, statSync(join(path, file)).mode & 0o077]).toEqual([file, 0])
    }
    await store.close()
  })

  test('has after reopening what it had before, its counts too', async () => {
    using directory = temporaryDirectory()
    const before = openStore({ directory: directory.path })
    await storeProto(before, protoOf([span]))
    const { counts } = before
    await before.close()
    const after = openStore({ directory: directory.path })
    expect(spansOf(after, ID)).toEqual([span])
    expect(after.counts).toEqual(counts)
    await storeProto(after, protoOf([span]))
    expect(after.counts).toEqual(counts)
    await after.close()
  })
})

test('a file of the version before is opened with all that is in it', async () => {
  using directory = temporaryDirectory()
  const first = openStore({ directory: directory.path })
  await storeProto(first, protoOf([span]))
  await first.close()
  const file = Database.open(directory.path)
  file.exec(`DROP TABLE settings; DROP TABLE attribute_blocks; DROP TABLE attribute_groups;
    DROP TABLE attribute_slices; DROP INDEX traces_errors; DROP INDEX traces_links; DROP INDEX spans_errors;
    PRAGMA user_version = 1`)
  file.close()
  for (const dismissed of [false, true]) {
    const store = openStore({ directory: directory.path })
    expect(spansOf(store, ID)).toEqual([span])
    expect(store.sampleDismissed).toBe(dismissed)
    await store.dismissSample(true)
    await store.close()
  }
})

test('a reference says whether its trace or only its span is missing', async () => {
  const store = openStore()
  await storeProto(store, protoOf([span]))
  expect(store.spans([drawnRef('nowhere/x')])[0]).toBe('trace not found')
  expect(store.spans([{ ...span.ref, spanId: drawnRef('a/other').spanId }])[0]).toBe(
    'span not in its trace',
  )
  expect(store.trace(drawnTraceId('nowhere'))).toBeNull()
})

test('a trace that is removed while it is read does not end as if it were whole', async () => {
  const spans = Array.from({ length: 2500 }, (_, i) => ({
    ...span,
    resource: sample,
    ref: { ...span.ref, spanId: (i + 1).toString(16).padStart(16, '0') as typeof span.ref.spanId },
  }))
  const store = openStore()
  await storeProto(store, protoOf(spans))
  const pages = store.trace(ID)
  expect(pages?.next().value).toHaveLength(2000)
  await store.removeSample()
  expect(() => pages?.next()).toThrow(/removed while it was read/)
})

const sample = {
  ...span.resource,
  attributes: [{ key: 'trace-link-explorer.sample', value: true }],
}
