import { hexOf } from '../base/hex.ts'
import type { KeyValue } from '../model/attributes.ts'
import { SPAN_ID_BYTES, type SpanId, TRACE_ID_BYTES, type TraceId, isZero } from '../model/ids.ts'
import type { Link, LinkEnd, Resource, Scope, Span, SpanEvent } from '../model/span.ts'
import { ANY, BYTES, FIXED32, FIXED64, ProtoReader, VARINT } from './proto-reader.ts'
import { readBytes, readKeyValue, readString } from './proto-values.ts'

export const EMPTY: Uint8Array = new Uint8Array(0)

/** Field numbers of opentelemetry-proto trace.proto, Span. */
export const SPAN = {
  traceId: 1,
  spanId: 2,
  traceState: 3,
  parentSpanId: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
  droppedAttributes: 10,
  events: 11,
  droppedEvents: 12,
  links: 13,
  droppedLinks: 14,
  status: 15,
  flags: 16,
} satisfies Record<string, number>

/**
 * A field of our own in Link: the source did not keep its attributes, which is not the same as none. Readers that don't know
 * it pass over it, as they do over every field that they don't know.
 */
export const ATTRIBUTES_NOT_KEPT = 1000

/** Wire types by field number: what a decoder checks at once so that reading later can't fail. */
export const SPAN_WIRES = [ANY, BYTES, BYTES, BYTES, BYTES, BYTES, VARINT, FIXED64, FIXED64].concat(
  [BYTES, VARINT, BYTES, VARINT, BYTES, VARINT, BYTES, FIXED32],
)
export const EVENT_WIRES = [ANY, FIXED64, BYTES, BYTES, VARINT]
export const LINK_WIRES = [ANY, BYTES, BYTES, BYTES, BYTES, VARINT, FIXED32]
export const STATUS_WIRES = [ANY, ANY, BYTES, VARINT]

/** The encoded Resource and InstrumentationScope messages and the schema URLs around a span. */
export interface Envelope {
  readonly resource: Uint8Array
  readonly resourceSchemaUrl: string
  readonly scope: Uint8Array
  readonly scopeSchemaUrl: string
}

/** A decoded envelope. Spans of one envelope share the objects. */
export interface SpanSurroundings {
  readonly resource: Resource
  readonly scope: Scope
}

export function decodeEnvelope(envelope: Envelope): SpanSurroundings {
  return {
    resource: decodeResource(envelope.resource, envelope.resourceSchemaUrl),
    scope: decodeScope(envelope.scope, envelope.scopeSchemaUrl),
  }
}

export function decodeResource(bytes: Uint8Array, schemaUrl: string): Resource {
  const reader = new ProtoReader(bytes)
  const attributes: KeyValue[] = []
  let droppedAttributes = 0
  while (reader.next(bytes.length)) {
    if (reader.field === 1) attributes.push(readKeyValue(reader, bytes.length))
    else if (reader.field === 2) droppedAttributes = reader.uint32(bytes.length)
    else reader.skip(bytes.length)
  }
  return { attributes, droppedAttributes, schemaUrl }
}

function decodeScope(bytes: Uint8Array, schemaUrl: string): Scope {
  const reader = new ProtoReader(bytes)
  const end = bytes.length
  const attributes: KeyValue[] = []
  let name = ''
  let version = ''
  let droppedAttributes = 0
  while (reader.next(end)) {
    if (reader.field === 1) name = readString(reader, end)
    else if (reader.field === 2) version = readString(reader, end)
    else if (reader.field === 3) attributes.push(readKeyValue(reader, end))
    else if (reader.field === 4) droppedAttributes = reader.uint32(end)
    else reader.skip(end)
  }
  return { name, version, attributes, droppedAttributes, schemaUrl }
}

/** One Span message in full. @throws MalformedProtobuf */
export function decodeSpan(bytes: Uint8Array, around: SpanSurroundings): Span {
  const reader = new ProtoReader(bytes)
  const end = bytes.length
  const attributes: KeyValue[] = []
  const events: SpanEvent[] = []
  const links: Link[] = []
  const span = {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    start: 0n,
    end: 0n,
    droppedAttributes: 0,
    droppedEvents: 0,
    droppedLinks: 0,
    statusCode: 0,
    statusMessage: '',
  }
  while (reader.next(end)) {
    const { field } = reader
    if (field === SPAN.traceId) span.traceId = hexOf(readBytes(reader, end))
    else if (field === SPAN.spanId) span.spanId = hexOf(readBytes(reader, end))
    else if (field === SPAN.traceState) span.traceState = readString(reader, end)
    else if (field === SPAN.parentSpanId) span.parentSpanId = hexOf(readBytes(reader, end))
    else if (field === SPAN.name) span.name = readString(reader, end)
    else if (field === SPAN.kind) span.kind = reader.uint32(end)
    else if (field === SPAN.start) span.start = reader.fixed64(end)
    else if (field === SPAN.end) span.end = reader.fixed64(end)
    else if (field === SPAN.attributes) attributes.push(readKeyValue(reader, end))
    else if (field === SPAN.droppedAttributes) span.droppedAttributes = reader.uint32(end)
    else if (field === SPAN.events) events.push(readEvent(reader, end))
    else if (field === SPAN.droppedEvents) span.droppedEvents = reader.uint32(end)
    else if (field === SPAN.links) links.push(readLink(reader, end))
    else if (field === SPAN.droppedLinks) span.droppedLinks = reader.uint32(end)
    else if (field === SPAN.status) {
      const stop = reader.span(end)
      while (reader.next(stop)) {
        if (reader.field === 2) span.statusMessage = readString(reader, stop)
        else if (reader.field === 3) span.statusCode = reader.uint32(stop)
        else reader.skip(stop)
      }
    } else if (field === SPAN.flags) span.flags = reader.fixed32(end)
    else reader.skip(end)
  }
  const { traceId, spanId, parentSpanId, ...rest } = span
  const hasParent = parentSpanId.length === SPAN_ID_BYTES * 2 && !/^0+$/.test(parentSpanId)
  return {
    ...rest,
    ref: { traceId: traceId as TraceId, spanId: spanId as SpanId },
    parentSpanId: hasParent ? (parentSpanId as SpanId) : null,
    attributes,
    events,
    links,
    resource: around.resource,
    scope: around.scope,
  }
}

/** The links `[first, last)` of an encoded span. */
export function decodeLinks(bytes: Uint8Array, first: number, last: number): Link[] {
  const reader = new ProtoReader(bytes)
  const links: Link[] = []
  let seen = 0
  while (seen < last && reader.next(bytes.length)) {
    if (reader.field !== SPAN.links || seen++ < first) reader.skip(bytes.length)
    else links.push(readLink(reader, bytes.length))
  }
  return links
}

function readEvent(reader: ProtoReader, end: number): SpanEvent {
  const stop = reader.span(end)
  const attributes: KeyValue[] = []
  let time = 0n
  let name = ''
  let droppedAttributes = 0
  while (reader.next(stop)) {
    if (reader.field === 1) time = reader.fixed64(stop)
    else if (reader.field === 2) name = readString(reader, stop)
    else if (reader.field === 3) attributes.push(readKeyValue(reader, stop))
    else if (reader.field === 4) droppedAttributes = reader.uint32(stop)
    else reader.skip(stop)
  }
  return { time, name, attributes, droppedAttributes }
}

function readLink(reader: ProtoReader, end: number): Link {
  const stop = reader.span(end)
  const attributes: KeyValue[] = []
  let kept = true
  let traceId: Uint8Array = EMPTY
  let spanId: Uint8Array = EMPTY
  let traceState = ''
  let droppedAttributes = 0
  let flags = 0
  while (reader.next(stop)) {
    if (reader.field === 1) traceId = readBytes(reader, stop)
    else if (reader.field === 2) spanId = readBytes(reader, stop)
    else if (reader.field === 3) traceState = readString(reader, stop)
    else if (reader.field === 4) attributes.push(readKeyValue(reader, stop))
    else if (reader.field === 5) droppedAttributes = reader.uint32(stop)
    else if (reader.field === 6) flags = reader.fixed32(stop)
    else {
      if (reader.field === ATTRIBUTES_NOT_KEPT) kept = false
      reader.skip(stop)
    }
  }
  return {
    to: linkEnd(traceId, spanId),
    traceState,
    flags,
    attributes: kept ? attributes : null,
    droppedAttributes,
  }
}

/** A link's target from its raw ids; `''` ids count as zero. */
export function linkEnd(traceId: Uint8Array, spanId: Uint8Array): LinkEnd {
  const trace = hexOf(traceId)
  const span = hexOf(spanId)
  if (isZero(traceId) || isZero(spanId)) {
    return { valid: false, traceId: trace, spanId: span, reason: 'zero id' }
  }
  if (traceId.length !== TRACE_ID_BYTES || spanId.length !== SPAN_ID_BYTES) {
    return { valid: false, traceId: trace, spanId: span, reason: 'wrong length' }
  }
  return { valid: true, ref: { traceId: trace as TraceId, spanId: span as SpanId } }
}
