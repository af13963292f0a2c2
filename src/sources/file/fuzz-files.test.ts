import * as fc from 'fast-check'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { batchDoor } from '../../testing/fuzz/batch-door.ts'
import { fuzz } from '../../testing/fuzz/fuzz.ts'
import { BYTES } from '../../testing/fuzz/kept-cases.ts'
import { mutatedBytes } from '../../testing/fuzz/mutate-bytes.ts'
import { mentionsIn, mentionsInProto } from '../../testing/fuzz/mentions.ts'
import { DRAWN_SPANS, ODD_SPANS, SEED_SPANS } from '../../testing/fuzz/seed-spans.ts'
import { jsonOf, protoOf } from '../../testing/documents.ts'
import { jaegerJson } from '../../testing/jaeger-json.ts'
import { signozV1Json } from '../../testing/signoz-json.ts'
import { orTypedErrorAsync } from '../../testing/typed-error.ts'
import { zipkinJson } from '../../testing/zipkin-json.ts'
import { atOnce } from '../../base/slices.ts'
import { decodeFile } from './decode-file.ts'
import { readFile } from './read-file.ts'

const utf8 = new TextEncoder()
const json = (document: unknown) => utf8.encode(JSON.stringify(document))

/** One file of each kind that people open. */
const FILES: readonly Uint8Array[] = [
  ...SEED_SPANS.map((spans) => Uint8Array.from(protoOf(spans))),
  ...SEED_SPANS.map((spans) => utf8.encode(jsonOf(spans))),
  // As a collector's file exporter writes it: a document a line, one of them of metrics.
  utf8.encode(
    [jsonOf(DRAWN_SPANS), '{"resourceMetrics":[]}', jsonOf(ODD_SPANS.slice(0, 1))].join('\n'),
  ),
  framed(SEED_SPANS.slice(0, 2).map((spans) => Uint8Array.from(protoOf(spans)))),
  framed(SEED_SPANS.slice(0, 2).map((spans) => utf8.encode(jsonOf(spans)))),
  json(jaegerJson(DRAWN_SPANS)),
  json(zipkinJson(DRAWN_SPANS)),
  json(signozV1Json(DRAWN_SPANS)),
  json({ trace: JSON.parse(jsonOf(DRAWN_SPANS)) as unknown, status: 'PARTIAL' }),
  json([jaegerJson(DRAWN_SPANS), zipkinJson(DRAWN_SPANS), JSON.parse(jsonOf(DRAWN_SPANS))]),
  utf8.encode(JSON.stringify(JSON.parse(jsonOf(DRAWN_SPANS)), null, 2)),
]

/** A file does not say what it is: an id may stand in it as bytes or as text. */
function mentions(bytes: Uint8Array) {
  const asBytes = mentionsInProto(bytes)
  const asText = mentionsIn(new TextDecoder().decode(bytes))
  return {
    id: (hex: string) => asBytes.id(hex) || asText.id(hex),
    time: (nanos: bigint, unit: bigint) => asBytes.time(nanos, unit) || asText.time(nanos, unit),
  }
}

fuzz(
  batchDoor({
    name: 'file',
    documents: FILES,
    decode(bytes) {
      const { batch, notes, rejectedSpans } = atOnce(decodeFile('fuzz', bytes))
      return { ...batch, notes, rejected: rejectedSpans }
    },
    mentions,
    unit: null,
  }),
)

const MAX_BYTES = 1_000_000
const packed = fc
  .tuple(fc.constantFrom(...FILES), fc.constantFrom(gzipSync, zstdCompressSync))
  .map(([file, compress]) => Uint8Array.from(compress(file)))
const bomb = fc
  .tuple(
    fc.constantFrom(0x00, 0x20, 0x5b, 0x7b, 0x0a),
    fc.integer({ min: 0, max: 4 * MAX_BYTES }),
    fc.constantFrom(gzipSync, zstdCompressSync),
  )
  .map(([byte, length, compress]) => Uint8Array.from(compress(Buffer.alloc(length, byte))))
const records = packed.map((bytes) => framed([bytes, bytes]))

const { signal } = new AbortController()

fuzz<Uint8Array>({
  name: 'compressed-file',
  form: BYTES,
  cases: fc.oneof(
    { weight: 1, arbitrary: bomb },
    { weight: 40, arbitrary: fc.oneof(packed, records).chain((bytes) => mutatedBytes([bytes])) },
  ),
  // What they hold is read, up to the limit.
  sizeOf: (bytes) => Math.max(bytes.length, MAX_BYTES),
  async check(bytes) {
    const file = { name: 'fuzz', stream: () => new Blob([Uint8Array.from(bytes)]).stream() }
    const read = await orTypedErrorAsync(() => readFile(file, { signal, maxBytes: MAX_BYTES }))
    if (read && read.size > 2 * MAX_BYTES) throw new Error(`${read.size} bytes were let in`)
  },
})

function framed(recordsOf: readonly Uint8Array[]): Uint8Array {
  const parts = recordsOf.flatMap((record) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(record.length)
    return [length, record]
  })
  return Uint8Array.from(Buffer.concat(parts))
}
