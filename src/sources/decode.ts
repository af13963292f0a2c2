import type { SpanBatch } from '../model/span-batch.ts'
import { decodeJson } from '../otlp/decode-json.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { MalformedJson } from '../otlp/parse-json.ts'
import { MalformedProtobuf } from '../otlp/proto-reader.ts'
import { decodeJaegerJson } from './jaeger/decode-legacy.ts'
import { decodeJaegerV3 } from './jaeger/decode-v3.ts'
import { decodeSignozPages, decodeSignozTraces } from './signoz/decode.ts'
import { decodeVictoriaRows } from './victoria/decode-rows.ts'
import { type Encoding, SourceError } from './source.ts'
import { decodeTempoJson, decodeTempoProto } from './tempo/decode.ts'

/** The decoder of each encoding: bytes in, spans of any number of traces out. Runs in a worker. */
const DECODERS: { readonly [E in Encoding]: (bytes: Uint8Array) => SpanBatch } = {
  'otlp-protobuf': decodeProto,
  'otlp-json': (bytes) => decodeJson(new TextDecoder().decode(bytes)),
  'jaeger-v3': (bytes) => decodeJaegerV3(new TextDecoder().decode(bytes)),
  'jaeger-json': (bytes) => decodeJaegerJson(new TextDecoder().decode(bytes)),
  'tempo-protobuf': decodeTempoProto,
  'tempo-json': decodeTempoJson,
  'victoria-rows': (bytes) => decodeVictoriaRows(new TextDecoder().decode(bytes)),
  'victoria-jaeger': (bytes) => decodeJaegerJson(new TextDecoder().decode(bytes), 'victoria'),
  'signoz-pages': (bytes) => decodeSignozPages(new TextDecoder().decode(bytes)),
  'signoz-v1': (bytes) => decodeSignozTraces(new TextDecoder().decode(bytes)),
}

/** @throws SourceError `malformed` when the document can't be read at all */
export function decodeTraces(bytes: ArrayBuffer, encoding: Encoding): SpanBatch {
  try {
    return DECODERS[encoding](new Uint8Array(bytes))
  } catch (error) {
    if (error instanceof MalformedProtobuf || error instanceof MalformedJson) {
      throw new SourceError('malformed', `The source’s answer can’t be read: ${error.message}.`)
    }
    throw error
  }
}
