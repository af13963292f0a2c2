import { bytesFromHex } from '../base/hex.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from '../model/ids.ts'
import type { Link, Resource, Scope, Span } from '../model/span.ts'
import { ATTRIBUTES_NOT_KEPT, type Envelope } from './decode-span.ts'
import { ProtoWriter } from './proto-writer.ts'
import { writeAttributes } from './proto-values.ts'

/**
 * One Span message (opentelemetry-proto trace.proto), zero values left out as proto3 does. A lone surrogate, which no
 * decoder lets in, becomes U+FFFD: UTF-8 can't carry it.
 */
export function encodeSpan(span: Span): Uint8Array {
  const w = new ProtoWriter()
  w.bytes(1, idBytes(span.ref.traceId, TRACE_ID_BYTES))
  w.bytes(2, idBytes(span.ref.spanId, SPAN_ID_BYTES))
  if (span.traceState !== '') w.string(3, span.traceState)
  if (span.parentSpanId !== null) w.bytes(4, idBytes(span.parentSpanId, SPAN_ID_BYTES))
  if (span.name !== '') w.string(5, span.name)
  if (span.kind !== 0) w.uint(6, span.kind)
  if (span.start !== 0n) w.fixed64(7, span.start)
  if (span.end !== 0n) w.fixed64(8, span.end)
  writeAttributes(w, 9, span.attributes)
  if (span.droppedAttributes !== 0) w.uint(10, span.droppedAttributes)
  for (const event of span.events) {
    w.message(11, () => {
      if (event.time !== 0n) w.fixed64(1, event.time)
      if (event.name !== '') w.string(2, event.name)
      writeAttributes(w, 3, event.attributes)
      if (event.droppedAttributes !== 0) w.uint(4, event.droppedAttributes)
    })
  }
  if (span.droppedEvents !== 0) w.uint(12, span.droppedEvents)
  for (const link of span.links) w.message(13, () => writeLink(w, link))
  if (span.droppedLinks !== 0) w.uint(14, span.droppedLinks)
  if (span.statusCode !== 0 || span.statusMessage !== '') {
    w.message(15, () => {
      if (span.statusMessage !== '') w.string(2, span.statusMessage)
      if (span.statusCode !== 0) w.uint(3, span.statusCode)
    })
  }
  if (span.flags !== 0) w.fixed32(16, span.flags)
  return w.finish()
}

function writeLink(w: ProtoWriter, link: Link): void {
  const { traceId, spanId } = link.to.valid ? link.to.ref : link.to
  const trace = idBytes(traceId, TRACE_ID_BYTES)
  const span = idBytes(spanId, SPAN_ID_BYTES)
  if (trace.length > 0) w.bytes(1, trace)
  if (span.length > 0) w.bytes(2, span)
  if (link.traceState !== '') w.string(3, link.traceState)
  if (link.attributes === null) w.uint(ATTRIBUTES_NOT_KEPT, 1)
  else writeAttributes(w, 4, link.attributes)
  if (link.droppedAttributes !== 0) w.uint(5, link.droppedAttributes)
  if (link.flags !== 0) w.fixed32(6, link.flags)
}

/**
 * An id that is no hex at all has no place in protobuf's bytes: its text goes in, so that it can be read there. With the
 * length of an id it would be read as one, so it gets a zero byte more.
 */
function idBytes(id: string, size: number): Uint8Array {
  const bytes = bytesFromHex(id)
  if (bytes) return bytes
  const text = new TextEncoder().encode(id)
  return text.length === size ? Uint8Array.of(...text, 0) : text
}

export function encodeResource(resource: Resource): Uint8Array {
  const w = new ProtoWriter()
  writeAttributes(w, 1, resource.attributes)
  if (resource.droppedAttributes !== 0) w.uint(2, resource.droppedAttributes)
  return w.finish()
}

export function encodeScope(scope: Scope): Uint8Array {
  const w = new ProtoWriter()
  if (scope.name !== '') w.string(1, scope.name)
  if (scope.version !== '') w.string(2, scope.version)
  writeAttributes(w, 3, scope.attributes)
  if (scope.droppedAttributes !== 0) w.uint(4, scope.droppedAttributes)
  return w.finish()
}

/** TracesData from encoded spans. Neighbours in one envelope (the same object) share one ResourceSpans. */
export function encodeTraces(
  spans: Iterable<{ readonly envelope: Envelope; readonly bytes: Uint8Array }>,
): Uint8Array {
  const w = new ProtoWriter()
  let envelope: Envelope | null = null
  let bodies: Uint8Array[] = []
  for (const span of spans) {
    if (envelope && span.envelope !== envelope) {
      writeResourceSpans(w, envelope, bodies)
      bodies = []
    }
    envelope = span.envelope
    bodies.push(span.bytes)
  }
  if (envelope) writeResourceSpans(w, envelope, bodies)
  return w.finish()
}

function writeResourceSpans(w: ProtoWriter, envelope: Envelope, bodies: Uint8Array[]): void {
  w.message(1, () => {
    w.bytes(1, envelope.resource)
    w.message(2, () => {
      w.bytes(1, envelope.scope)
      for (const body of bodies) w.bytes(2, body)
      if (envelope.scopeSchemaUrl !== '') w.string(3, envelope.scopeSchemaUrl)
    })
    if (envelope.resourceSchemaUrl !== '') w.string(3, envelope.resourceSchemaUrl)
  })
}
