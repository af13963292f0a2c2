import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import type { Span } from '../model/span.ts'
import { arbitrarySpan, arbitraryTrace } from '../testing/arbitrary-span.ts'
import { checkBuilt } from '../testing/check-table.ts'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { columnsOf } from '../testing/tables.ts'
import { oracleDecode, oracleEncode, oracleJson, oracleMessage } from '../testing/otlp-oracle.ts'
import { decodeJson, decodeJsonObject } from './decode-json.ts'
import { decodeProto } from './decode-proto.ts'

const arbitrarySpans = fc.array(arbitrarySpan, { maxLength: 4 })

function spansOf(batch: SpanBatch): Span[] {
  return Array.from({ length: batch.length }, (_, i) => batch.span(i))
}

function tablesOf(batch: SpanBatch): object[] {
  return [...groupByTrace(batch)].map(([traceId, indices]) => {
    const built = buildTrace(batch, traceId, indices)
    checkBuilt(built, batch)
    return columnsOf(built.table)
  })
}

describe('protobuf', () => {
  test('what is written is read back as it was', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        const batch = decodeProto(protoOf(spans))
        expect(batch.notes).toEqual([])
        expect(spansOf(batch)).toEqual(spans)
      }),
    )
  })

  test('another implementation reads what is written', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        expect(oracleDecode(protoOf(spans))).toEqual(oracleMessage(spans))
      }),
    )
  })

  test('what another implementation writes is read', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        expect(spansOf(decodeProto(oracleEncode(oracleMessage(spans))))).toEqual(spans)
      }),
    )
  })
})

describe('JSON', () => {
  test('what is written is read back as it was', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        const batch = decodeJson(jsonOf(spans))
        expect(batch.notes).toEqual([])
        expect(spansOf(batch)).toEqual(spans)
      }),
    )
  })

  test('the generic mapping of protobuf to JSON is read: ids in base64, enums by name', () => {
    fc.assert(
      fc.property(arbitrarySpans, (drawn) => {
        // An invalid id stays the text that came, which here is base64.
        const spans = drawn.map((span) => ({
          ...span,
          links: span.links.filter((link) => link.to.valid),
        }))
        expect(spansOf(decodeJsonObject(oracleJson(oracleMessage(spans))))).toEqual(spans)
      }),
    )
  })
})

describe('both', () => {
  test('the same spans give the same columns, tables and spans', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrarySpans, arbitraryTrace({ distinct: false })), (spans) => {
        const proto = decodeProto(protoOf(spans))
        const json = decodeJson(jsonOf(spans))
        expect(columnsOf(json)).toEqual(columnsOf(proto))
        expect(tablesOf(json)).toEqual(tablesOf(proto))
        expect(spansOf(json)).toEqual(spansOf(proto))
      }),
    )
  })

  test('JSON to protobuf and back is the same document', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        const json = jsonOf(spans)
        expect(jsonOf(spansOf(decodeProto(protoOf(spansOf(decodeJson(json))))))).toBe(json)
      }),
    )
  })

  test('the columns say the same as the spans', () => {
    fc.assert(
      fc.property(arbitrarySpans, (spans) => {
        const batch = decodeProto(protoOf(spans))
        for (const [i, span] of spans.entries()) {
          expect(batch.strings[batch.name[i]]).toBe(span.name)
          expect(batch.kind[i]).toBe(Math.min(span.kind, 255))
          expect(batch.status[i]).toBe(Math.min(span.statusCode, 255))
          expect(batch.droppedLinks[i]).toBe(span.droppedLinks)
          expect(batch.linkOffset[i + 1] - batch.linkOffset[i]).toBe(span.links.length)
        }
      }),
    )
  })

  test('the links of a span are read in any slice without the rest of it', () => {
    fc.assert(
      fc.property(arbitrarySpan, fc.nat(4), fc.nat(4), (span, from, to) => {
        const expected = span.links.slice(from, to)
        expect(decodeProto(protoOf([span])).links(0, from, to)).toEqual(expected)
        expect(decodeJson(jsonOf([span])).links(0, from, to)).toEqual(expected)
      }),
    )
  })
})
