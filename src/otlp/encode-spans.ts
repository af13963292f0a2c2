import type { Resource, Scope, Span } from '../model/span.ts'
import type { Envelope } from './decode-span.ts'
import { encodeResource, encodeScope, encodeSpan, encodeTraces } from './encode-proto.ts'

/** Makes the envelope of a span; spans with the same resource and scope objects get the same envelope object. */
function envelopes(): (span: Span) => Envelope {
  const known = new Map<Resource, Map<Scope, Envelope>>()
  return ({ resource, scope }) => {
    let ofResource = known.get(resource)
    if (!ofResource) known.set(resource, (ofResource = new Map()))
    let envelope = ofResource.get(scope)
    if (!envelope) {
      envelope = {
        resource: encodeResource(resource),
        resourceSchemaUrl: resource.schemaUrl,
        scope: encodeScope(scope),
        scopeSchemaUrl: scope.schemaUrl,
      }
      ofResource.set(scope, envelope)
    }
    return envelope
  }
}

/** An OTLP protobuf document with these spans in this order; takes them one by one. */
export function encodeSpans(spans: Iterable<Span>): Uint8Array {
  return encodeTraces(encoded(spans))
}

function* encoded(spans: Iterable<Span>): Generator<{ envelope: Envelope; bytes: Uint8Array }> {
  const envelopeOf = envelopes()
  for (const span of spans) yield { envelope: envelopeOf(span), bytes: encodeSpan(span) }
}
