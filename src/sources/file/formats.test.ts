import { describe, expect, test } from 'vitest'
import { atOnce } from '../../base/slices.ts'
import type { SpanKey } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import type { Span } from '../../model/span.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import { checkBuilt } from '../../testing/check-table.ts'
import { jsonOf, protoOf } from '../../testing/documents.ts'
import { dump } from '../../testing/dump.ts'
import { jaegerJson } from '../../testing/jaeger-json.ts'
import { oracleJson, oracleMessage } from '../../testing/otlp-oracle.ts'
import { signozV1Json } from '../../testing/signoz-json.ts'
import { batchOf, columnsOf } from '../../testing/tables.ts'
import { draw } from '../../testing/trace-notation.ts'
import { zipkinJson } from '../../testing/zipkin-json.ts'
import { decodeFile } from './decode-file.ts'
import type { DecodedFile } from './decoded-file.ts'
import type { FileFormat } from './families.ts'

const { spans, labels } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error !dropped-links=3 -> a/receive-order(order.id=7) -> b/receive-order
      20-30 orders-batch process-item server !ok
      30-40 orders-batch process-item#2 -> a/receive-order
      40-40 shop lookup client
  60-70 orders-batch orphan producer ^gone

  trace a
  0-10 shop receive-order server
`)

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const decode = (bytes: Uint8Array) => atOnce(decodeFile('file', bytes))
const spansOf = (batch: SpanBatch) => Array.from({ length: batch.length }, (_, i) => batch.span(i))

/** The tables of all traces, dumped, their invariants checked. */
function dumps(batch: SpanBatch, names: ReadonlyMap<SpanKey, string>): string {
  const tables = [...groupByTrace(batch)].map(([traceId, indices]) => {
    const built = buildTrace(batch, traceId, indices)
    checkBuilt(built, batch)
    return dump(built.table, names)
  })
  return tables.join('\n\n')
}

const noDroppedLinks = (span: Span): Span => ({ ...span, droppedLinks: 0 })
const noLinks = (span: Span): Span => ({ ...span, droppedLinks: 0, links: [] })
const all = (span: Span): Span => span

const generic = oracleJson(oracleMessage(spans)) as { resourceSpans: unknown[] }

/** A format, what is written of the drawn spans in it, and what it can't carry of a span. */
const FORMATS: [string, FileFormat, Uint8Array, (span: Span) => Span][] = [
  ['OTLP JSON', 'OTLP', text(tracesToJson(spans)), all],
  ['OTLP protobuf', 'OTLP', protoOf(spans), all],
  ['Tempo’s batches', 'OTLP', text({ batches: generic.resourceSpans }), all],
  ['Tempo’s trace', 'OTLP', text({ trace: generic, metrics: {} }), all],
  ['Jaeger’s API v3', 'OTLP', text({ result: tracesToJson(spans) }), all],
  ['a list of OTLP documents', 'OTLP', text(spans.map((span) => tracesToJson([span]))), all],
  ['Jaeger JSON', 'Jaeger', text(jaegerJson(spans)), noDroppedLinks],
  [
    'Jaeger traces in a list',
    'Jaeger',
    text((jaegerJson(spans) as { data: unknown }).data),
    noDroppedLinks,
  ],
  ['Zipkin v2 JSON', 'Zipkin', text(zipkinJson(spans)), noLinks],
  ['SigNoz v1 JSON', 'SigNoz', text(signozV1Json(spans)), noDroppedLinks],
]

describe.each(FORMATS)('%s', (_, format, bytes, keeps) => {
  const file: DecodedFile = decode(bytes)

  test('is recognised and read whole', () => {
    expect(file).toMatchObject({
      formats: [format],
      size: bytes.length,
      skippedRecords: 0,
      badRecords: 0,
      rejectedSpans: 0,
      notes: [],
    })
  })

  test('gives the dump of the drawing, but for what the format can’t carry', () => {
    expect(dumps(file.batch, labels)).toBe(dumps(batchOf(spans.map(keeps)), labels))
  })

  test('is the same after an export as OTLP, in both encodings', () => {
    const before = spansOf(file.batch)
    const binary = decode(protoOf(before)).batch
    expect(spansOf(binary)).toEqual(before)
    expect(columnsOf({ ...binary })).toEqual(columnsOf({ ...file.batch }))
    const written = decode(new TextEncoder().encode(jsonOf(before))).batch
    expect(dumps(written, labels)).toBe(dumps(file.batch, labels))
    expect(jsonOf(spansOf(written))).toBe(jsonOf(before))
  })
})

test('a format without link attributes says that it did not keep them', () => {
  for (const bytes of [text(jaegerJson(spans)), text(signozV1Json(spans))]) {
    const links = spansOf(decode(bytes).batch).flatMap((span) => span.links)
    expect(links.map((link) => link.attributes)).toEqual([null, null, null])
  }
})

test('what a source says is missing in a document is a note', () => {
  const partial = { trace: generic, status: 'PARTIAL', message: 'over 5 MB' }
  expect(decode(text(partial)).notes).toEqual([{ path: '', message: 'over 5 MB' }])
  const errors = [{ code: 404, msg: 'trace not found' }]
  expect(decode(text({ ...jaegerJson(spans), errors })).notes).toMatchObject([
    { message: 'trace not found' },
  ])
})
