import type { SpanBatch } from '../../model/span-batch.ts'
import type { JsonBatch } from '../../otlp/decode-json.ts'
import type { ProtoBatch } from '../../otlp/decode-proto.ts'
import type { Envelope } from '../../otlp/decode-span.ts'
import { encodeResource, encodeScope, encodeSpan } from '../../otlp/encode-proto.ts'
import type { Resource, Scope } from '../../model/span.ts'

/** Spans to be stored: columns for the indices, and each span whole as an encoded Span message. */
export interface Incoming {
  readonly batch: SpanBatch
  body(index: number): Uint8Array
  /** Spans of one resource and scope share the object. */
  envelope(index: number): Envelope
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
