import type { SpanBatch } from '../../model/span-batch.ts'
import { type JsonBatch, decodeJson } from '../../otlp/decode-json.ts'
import { type ProtoBatch, decodeProto } from '../../otlp/decode-proto.ts'
import type { Envelope } from '../../otlp/decode-span.ts'
import { encodeResource, encodeScope, encodeSpan } from '../../otlp/encode-proto.ts'
import { MalformedJson } from '../../otlp/parse-json.ts'
import { MalformedProtobuf } from '../../otlp/proto-reader.ts'
import type { Resource, Scope } from '../../model/span.ts'

/** The two encodings of OTLP/HTTP. */
export type Encoding = 'protobuf' | 'json'

/** What of an export request was not taken as it is. */
export type Taken = Pick<SpanBatch, 'rejected' | 'notes'>

/** The bytes are no export request in the encoding they claim. */
export class MalformedExport extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MalformedExport'
  }
}

/** Spans to be stored: columns for the indices, and each span whole as an encoded Span message. */
export interface Incoming {
  readonly batch: SpanBatch
  body(index: number): Uint8Array
  /** Spans of one resource and scope share the object. */
  envelope(index: number): Envelope
}

/** An ExportTraceServiceRequest to be stored. @throws MalformedExport */
export function incomingExport(document: Uint8Array, encoding: Encoding): Incoming {
  try {
    if (encoding === 'protobuf') return incomingProto(decodeProto(document))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(document)
    return incomingJson(decodeJson(text))
  } catch (error) {
    const reason = malformation(error)
    if (reason === null) throw error
    throw new MalformedExport(
      `The body is not an ExportTraceServiceRequest in ${encoding}: ${reason}.`,
    )
  }
}

function malformation(error: unknown): string | null {
  if (error instanceof MalformedProtobuf || error instanceof MalformedJson) return error.message
  // What TextDecoder throws.
  return error instanceof TypeError && 'code' in error ? 'it is not valid UTF-8' : null
}

/** Bodies are the bytes as they came. */
export function incomingProto(batch: ProtoBatch): Incoming {
  return {
    batch,
    body: (index) => batch.spanBytes(index),
    envelope: (index) => batch.envelope(index),
  }
}

/** Bodies are encoded from the JSON; the envelope of the neighbour before is reused. */
export function incomingJson(batch: JsonBatch): Incoming {
  let last: { resource: Resource; scope: Scope; envelope: Envelope } | null = null
  return {
    batch,
    body: (index) => encodeSpan(batch.span(index)),
    envelope(index) {
      const resource = batch.resource(index)
      const scope = batch.scope(index)
      if (last?.resource !== resource || last.scope !== scope) {
        const envelope = {
          resource: encodeResource(resource),
          resourceSchemaUrl: resource.schemaUrl,
          scope: encodeScope(scope),
          scopeSchemaUrl: scope.schemaUrl,
        }
        last = { resource, scope, envelope }
      }
      return last.envelope
    },
  }
}
