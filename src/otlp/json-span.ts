import { hexOf } from '../base/hex.ts'
import {
  SPAN_ID_BYTES,
  type SpanId,
  TRACE_ID_BYTES,
  type TraceId,
  idBytesFromJson,
  isZero,
} from '../model/ids.ts'
import type { Link, LinkEnd, Resource, Scope, Span, SpanEvent } from '../model/span.ts'
import { linkEnd } from './decode-span.ts'
import {
  BadValue,
  attributesFromJson,
  attributesToJson,
  textOf,
  uint32Of,
  uint64Of,
} from './json-values.ts'
import { type JsonObject, isObject, itemsOf, stringOf } from './parse-json.ts'

export const KIND_NAMES = [
  'SPAN_KIND_UNSPECIFIED',
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_PRODUCER',
  'SPAN_KIND_CONSUMER',
]
export const STATUS_CODE_NAMES = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR']

/** An enum as OTLP has it (a number) or by name, as the generic protobuf JSON mapping has it; absent is 0. @throws BadValue */
export function enumOf(value: unknown, names: readonly string[]): number {
  const named = typeof value === 'string' ? names.indexOf(value) : -1
  return named >= 0 ? named : uint32Of(value)
}

/** One OTLP JSON span in full. @throws BadValue */
export function spanFromJson(span: JsonObject, resource: Resource, scope: Scope): Span {
  const status = isObject(span.status) ? span.status : {}
  const parent = idHex(span.parentSpanId, SPAN_ID_BYTES)
  return {
    ref: {
      traceId: idHex(span.traceId, TRACE_ID_BYTES) as TraceId,
      spanId: idHex(span.spanId, SPAN_ID_BYTES) as SpanId,
    },
    parentSpanId: parent as SpanId | null,
    traceState: textOf(span.traceState, 'traceState'),
    flags: uint32Of(span.flags),
    name: textOf(span.name, 'name'),
    kind: enumOf(span.kind, KIND_NAMES),
    start: uint64Of(span.startTimeUnixNano),
    end: uint64Of(span.endTimeUnixNano),
    attributes: attributesFromJson(span.attributes),
    droppedAttributes: uint32Of(span.droppedAttributesCount),
    events: listOf(span.events, 'events').map(eventFromJson),
    droppedEvents: uint32Of(span.droppedEventsCount),
    links: listOf(span.links, 'links').map(linkFromJson),
    droppedLinks: uint32Of(span.droppedLinksCount),
    statusCode: enumOf(status.code, STATUS_CODE_NAMES),
    statusMessage: textOf(status.message, 'status message'),
    resource,
    scope,
  }
}

function listOf(value: unknown, what: string): readonly unknown[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue(`${what} is not a list`)
  return items
}

function eventFromJson(event: unknown): SpanEvent {
  if (!isObject(event)) throw new BadValue('an event is not an object')
  return {
    time: uint64Of(event.timeUnixNano),
    name: textOf(event.name, 'event name'),
    attributes: attributesFromJson(event.attributes),
    droppedAttributes: uint32Of(event.droppedAttributesCount),
  }
}

/** @throws BadValue */
export function linkFromJson(link: unknown): Link {
  if (!isObject(link)) throw new BadValue('a link is not an object')
  return {
    to: linkEndFromJson(stringOf(link.traceId), stringOf(link.spanId)),
    traceState: textOf(link.traceState, 'traceState'),
    flags: uint32Of(link.flags),
    attributes: attributesFromJson(link.attributes),
    droppedAttributes: uint32Of(link.droppedAttributesCount),
  }
}

function linkEndFromJson(traceId: string, spanId: string): LinkEnd {
  const trace = idBytesFromJson(traceId, TRACE_ID_BYTES)
  const span = idBytesFromJson(spanId, SPAN_ID_BYTES)
  if (trace && span) return linkEnd(trace, span)
  const isHex = [traceId, spanId].every((id) => /^[0-9a-fA-F]*$/.test(id))
  return {
    valid: false,
    traceId: trace ? hexOf(trace) : isHex ? traceId.toLowerCase() : traceId,
    spanId: span ? hexOf(span) : isHex ? spanId.toLowerCase() : spanId,
    reason: [traceId, spanId].some(isZeroText) ? 'zero id' : isHex ? 'wrong length' : 'not an id',
  }
}

/** Zeros in hex or base64, of any number: how "no id" is written. */
export function isZeroText(text: unknown): boolean {
  return typeof text === 'string' && /^(0*|A*={0,2})$/.test(text)
}

function idHex(value: unknown, size: number): string | null {
  const bytes = idBytesFromJson(stringOf(value), size)
  return bytes && !isZero(bytes) ? hexOf(bytes) : null
}

/** A span as OTLP JSON: hex ids, 64-bit integers as strings, zero values left out. */
export function spanToJson(span: Span): JsonObject {
  return {
    traceId: span.ref.traceId,
    spanId: span.ref.spanId,
    ...some('traceState', span.traceState),
    ...some('parentSpanId', span.parentSpanId ?? ''),
    ...some('flags', span.flags),
    ...some('name', span.name),
    ...some('kind', span.kind),
    startTimeUnixNano: String(span.start),
    endTimeUnixNano: String(span.end),
    ...list('attributes', attributesToJson(span.attributes)),
    ...some('droppedAttributesCount', span.droppedAttributes),
    ...list('events', span.events.map(eventToJson)),
    ...some('droppedEventsCount', span.droppedEvents),
    ...list('links', span.links.map(linkToJson)),
    ...some('droppedLinksCount', span.droppedLinks),
    status: { ...some('code', span.statusCode), ...some('message', span.statusMessage) },
  }
}

function eventToJson(event: SpanEvent): JsonObject {
  return {
    timeUnixNano: String(event.time),
    ...some('name', event.name),
    ...list('attributes', attributesToJson(event.attributes)),
    ...some('droppedAttributesCount', event.droppedAttributes),
  }
}

export function linkToJson(link: Link): JsonObject {
  const { traceId, spanId } = link.to.valid ? link.to.ref : link.to
  return {
    traceId,
    spanId,
    ...some('traceState', link.traceState),
    ...list('attributes', attributesToJson(link.attributes ?? [])),
    ...some('droppedAttributesCount', link.droppedAttributes),
    ...some('flags', link.flags),
  }
}

export function resourceToJson(resource: Resource): JsonObject {
  return {
    ...list('attributes', attributesToJson(resource.attributes)),
    ...some('droppedAttributesCount', resource.droppedAttributes),
  }
}

export function scopeToJson(scope: Scope): JsonObject {
  return {
    ...some('name', scope.name),
    ...some('version', scope.version),
    ...list('attributes', attributesToJson(scope.attributes)),
    ...some('droppedAttributesCount', scope.droppedAttributes),
  }
}

/** TracesData as OTLP JSON; spans that share a resource and scope (the same objects) share a group. */
export function tracesToJson(spans: Iterable<Span>): JsonObject {
  const groups: { resource: Resource; scope: Scope; spans: JsonObject[] }[] = []
  for (const span of spans) {
    const last = groups.at(-1)
    if (last?.resource === span.resource && last.scope === span.scope) {
      last.spans.push(spanToJson(span))
    } else {
      groups.push({ resource: span.resource, scope: span.scope, spans: [spanToJson(span)] })
    }
  }
  return {
    resourceSpans: groups.map((group) => ({
      resource: resourceToJson(group.resource),
      scopeSpans: [
        {
          scope: scopeToJson(group.scope),
          spans: group.spans,
          ...some('schemaUrl', group.scope.schemaUrl),
        },
      ],
      ...some('schemaUrl', group.resource.schemaUrl),
    })),
  }
}

function some(key: string, value: string | number): JsonObject {
  return value === '' || value === 0 ? {} : { [key]: value }
}

function list(key: string, items: JsonObject[]): JsonObject {
  return items.length === 0 ? {} : { [key]: items }
}
