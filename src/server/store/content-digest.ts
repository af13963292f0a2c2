import { createHash } from 'node:crypto'
import { type SpanSurroundings, decodeSpan } from '../../otlp/decode-span.ts'
import { encodeResource, encodeScope, encodeSpan } from '../../otlp/encode-proto.ts'

/**
 * A digest of what a span says, with its resource and scope. Senders may leave out or write zero values, order fields as
 * they like and choose between JSON and protobuf: decoded and encoded again, all of that is the same.
 */
export function contentDigest(body: Uint8Array, around: SpanSurroundings): Buffer {
  const { resource, scope } = around
  return digestOf([
    encodeSpan(decodeSpan(body, around)),
    encodeResource(resource),
    Buffer.from(resource.schemaUrl),
    encodeScope(scope),
    Buffer.from(scope.schemaUrl),
  ])
}

/** Lengths go in before the parts, so that no two lists share a digest by moving a boundary. */
export function digestOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest()
}
