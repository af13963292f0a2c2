import { countIn, itemsAt, batchDoor } from '../testing/fuzz/batch-door.ts'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { mentionsInProto } from '../testing/fuzz/mentions.ts'
import { SEED_SPANS } from '../testing/fuzz/seed-spans.ts'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { oracleSpanCount } from '../testing/otlp-oracle.ts'
import { arbitraryOtlpJson } from '../testing/fuzz/arbitrary-otlp-json.ts'
import { decodeJson } from './decode-json.ts'
import { decodeProto } from './decode-proto.ts'

fuzz(
  batchDoor({
    name: 'otlp-json',
    documents: SEED_SPANS.map((spans) => new TextEncoder().encode(jsonOf(spans))),
    more: arbitraryOtlpJson,
    decode: (bytes) => decodeJson(new TextDecoder().decode(bytes)),
    unit: 1n,
    count: (bytes) =>
      countIn(bytes, (document) => itemsAt(document, ['resourceSpans', 'scopeSpans', 'spans'])),
  }),
)

fuzz(
  batchDoor({
    name: 'otlp-protobuf',
    documents: SEED_SPANS.map((spans) => Uint8Array.from(protoOf(spans))),
    decode: decodeProto,
    mentions: mentionsInProto,
    unit: 1n,
    count: oracleSpanCount,
  }),
)
