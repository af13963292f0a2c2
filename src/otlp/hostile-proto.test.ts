import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SpanBatch } from '../model/span-batch.ts'
import { arbitrarySpan } from '../testing/arbitrary-span.ts'
import { protoOf } from '../testing/documents.ts'
import { draw } from '../testing/trace-notation.ts'
import { decodeProto } from './decode-proto.ts'
import { SPAN } from './decode-span.ts'
import { MalformedProtobuf } from './proto-reader.ts'
import { ProtoWriter } from './proto-writer.ts'

/** The batch of a document, or null when it is refused in the one way that a decoder may. */
function decoded(bytes: Uint8Array): SpanBatch | null {
  try {
    return decodeProto(bytes)
  } catch (error) {
    if (!(error instanceof MalformedProtobuf)) throw error
    return null
  }
}

/** Reads all that a batch offers: what is taken must be readable, and agree with the columns. */
function readAll(batch: SpanBatch): void {
  for (let i = 0; i < batch.length; i++) {
    const span = batch.span(i)
    expect(batch.strings[batch.name[i]]).toBe(span.name)
    expect(batch.linkOffset[i + 1] - batch.linkOffset[i]).toBe(span.links.length)
    expect(batch.links(i, 0, span.links.length)).toEqual(span.links)
  }
}

/** A document of one span whose Span message is what `write` writes after the two ids. */
function document(write: (span: ProtoWriter) => void): Uint8Array {
  const w = new ProtoWriter()
  w.message(1, () =>
    w.message(2, () =>
      w.message(2, () => {
        w.bytes(SPAN.traceId, new Uint8Array(16).fill(7))
        w.bytes(SPAN.spanId, new Uint8Array(8).fill(7))
        write(w)
      }),
    ),
  )
  return w.finish()
}

const arbitraryDocument = fc.array(arbitrarySpan, { minLength: 1, maxLength: 2 }).map(protoOf)

describe('a damaged document is refused, or what is left of it is readable', () => {
  test('cut anywhere', () => {
    fc.assert(
      fc.property(arbitraryDocument, (bytes) => {
        const cut = Array.from({ length: Math.min(bytes.length, 80) }, (_, i) =>
          Math.floor((i * bytes.length) / 80),
        )
        for (const at of cut) {
          const batch = decoded(bytes.subarray(0, at))
          if (batch) readAll(batch)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('cut inside of its last ResourceSpans', () => {
    fc.assert(
      fc.property(arbitrarySpan, fc.nat(), (span, n) => {
        const bytes = protoOf([span])
        const at = 1 + (n % (bytes.length - 1))
        expect(() => decodeProto(bytes.subarray(0, at))).toThrow(MalformedProtobuf)
      }),
    )
  })

  test('with bytes changed', () => {
    fc.assert(
      fc.property(
        arbitraryDocument,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (document, changes) => {
          const bytes = document.slice()
          for (const [at, value] of changes) bytes[at % bytes.length] = value
          const batch = decoded(bytes)
          if (batch) readAll(batch)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const batch = decoded(bytes)
        if (batch) readAll(batch)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a broken span is rejected with a note, and the rest is taken', () => {
  test('a field of any wire type where another is expected', () => {
    const wires: ((w: ProtoWriter, field: number) => void)[] = [
      (w, field) => w.uint(field, 1),
      (w, field) => w.fixed64(field, 1n),
      (w, field) => w.string(field, ''),
      (w, field) => w.fixed32(field, 1),
    ]
    for (const parent of [0, SPAN.events, SPAN.links, SPAN.status]) {
      for (let field = 1; field <= 18; field++) {
        let taken = 0
        for (const write of wires) {
          const batch = decodeProto(
            document((w) => {
              if (parent === 0) write(w, field)
              else w.message(parent, () => write(w, field))
            }),
          )
          readAll(batch)
          expect(batch.length + batch.rejected).toBe(1)
          expect(batch.notes.length).toBeGreaterThanOrEqual(batch.rejected)
          taken += batch.length
        }
        // Known fields have one wire type; unknown ones may have any. Our ids stand before a second, empty one.
        expect([0, 1, 4], `field ${field} in ${parent}`).toContain(taken)
      }
    }
  })

  test('values that nest deeper than 64 levels', () => {
    const nested = (depth: number) => {
      let value: Uint8Array = new Uint8Array(0)
      for (let level = 0; level < depth; level++) {
        const outer = new ProtoWriter()
        outer.message(5, () => outer.bytes(1, value))
        value = outer.finish()
      }
      return document((w) => w.message(SPAN.attributes, () => w.bytes(2, value)))
    }
    expect(decodeProto(nested(64)).length).toBe(1)
    readAll(decodeProto(nested(64)))
    expect(decodeProto(nested(65))).toMatchObject({
      length: 0,
      rejected: 1,
      notes: [{ path: 'resourceSpans[0].scopeSpans[0].spans[0]' }],
    })
    expect(decodeProto(nested(5000))).toMatchObject({ length: 0, rejected: 1 })
  })

  test('ids that are missing, zero or of another length', () => {
    const ids = [[], [0, 0, 0, 0, 0, 0, 0, 0], [1], [1, 2, 3, 4, 5, 6, 7, 8, 9]]
    for (const id of ids) {
      const batch = decodeProto(document((w) => w.bytes(SPAN.spanId, Uint8Array.from(id))))
      expect(batch).toMatchObject({ length: 0, rejected: 1 })
    }
  })

  test('a parent id of another length is noted, and the span has no parent', () => {
    const batch = decodeProto(document((w) => w.bytes(SPAN.parentSpanId, Uint8Array.of(1, 2, 3))))
    expect(batch).toMatchObject({ length: 1, rejected: 0 })
    expect(batch.notes).toHaveLength(1)
    expect(batch.span(0).parentSpanId).toBeNull()
    expect([...batch.parentIds]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('a broken resource or scope rejects every span inside, and counts them', () => {
    const good = protoOf(draw('trace a\n0-1 s x').spans)
    for (const broken of ['resource', 'scope']) {
      const w = new ProtoWriter()
      const envelope = () => w.message(1, () => w.uint(1, 1))
      w.message(1, () => {
        if (broken === 'resource') envelope()
        w.message(2, () => {
          for (let i = 0; i < 3; i++) w.bytes(2, new Uint8Array(0))
          if (broken === 'scope') envelope()
        })
      })
      w.raw(good)
      const batch = decodeProto(w.finish())
      expect(batch).toMatchObject({ length: 1, rejected: 3 })
      expect(batch.notes).toHaveLength(1)
      expect(batch.span(0).name).toBe('x')
    }
  })
})

test('fields that we do not know are skipped at every level', () => {
  fc.assert(
    fc.property(fc.integer({ min: 17, max: 2 ** 29 - 1 }), (field) => {
      const extra = (w: ProtoWriter) => {
        w.uint(field, 5)
        w.fixed64(field, 5n)
        w.fixed32(field, 5)
        w.string(field, 'five')
      }
      const w = new ProtoWriter()
      extra(w)
      w.message(1, () => {
        extra(w)
        w.message(2, () => {
          extra(w)
          w.message(2, () => {
            w.bytes(SPAN.traceId, new Uint8Array(16).fill(7))
            extra(w)
            w.bytes(SPAN.spanId, new Uint8Array(8).fill(7))
          })
        })
      })
      const batch = decodeProto(w.finish())
      expect(batch).toMatchObject({ length: 1, notes: [] })
      readAll(batch)
    }),
  )
})

test('a length or a tag of over 32 bits is malformed, not cut to 32', () => {
  const long = [0x85, 0x80, 0x80, 0x80, 0x10] // 2^32 + 5
  expect(() => decodeProto(Uint8Array.of(0x0a, ...long, 1, 2, 3, 4, 5))).toThrow(MalformedProtobuf)
  expect(() => decodeProto(Uint8Array.of(...long))).toThrow(MalformedProtobuf)
  expect(() => decodeProto(new Uint8Array(12).fill(0xff))).toThrow(MalformedProtobuf)
})

test('a kind that does not fit a byte is no other kind', () => {
  const batch = decodeProto(document((w) => w.int64(SPAN.kind, -1n)))
  expect(batch.kind[0]).toBe(255)
})

test('a string of a megabyte and 10,000 attributes are taken', () => {
  const [span] = draw('trace a\n0-1 s x').spans
  const attributes = Array.from({ length: 10_000 }, (_, i) => ({ key: `k${i}`, value: BigInt(i) }))
  const big = { ...span, name: 'x'.repeat(1 << 20), attributes }
  expect(decodeProto(protoOf([big])).span(0)).toEqual(big)
})
