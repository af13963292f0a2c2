import {
  type DescMessage,
  type JsonValue,
  type Message,
  create,
  createFileRegistry,
  fromBinary,
  toBinary,
  toJson,
} from '@bufbuild/protobuf'
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt'
import { bytesFromHex } from '../base/hex.ts'
import type { AttributeValue, Attributes, KeyValueMap } from '../model/attributes.ts'
import type { Link, Span } from '../model/span.ts'

/*
 * A second opinion on OTLP protobuf: a general protobuf library with the messages of the OTLP specification
 * (common.proto, resource.proto, trace.proto), written down here once more, so that a slip in our own reader or writer
 * is not shared by what it is compared with.
 */

/** `[*]type name number`; `*` repeated. Fields after `|` form a oneof. */
const MESSAGES: Record<string, string> = {
  TracesData: '*ResourceSpans resource_spans 1',
  ResourceSpans: 'Resource resource 1, *ScopeSpans scope_spans 2, string schema_url 3',
  ScopeSpans: 'InstrumentationScope scope 1, *Span spans 2, string schema_url 3',
  Resource: '*KeyValue attributes 1, uint32 dropped_attributes_count 2',
  InstrumentationScope:
    'string name 1, string version 2, *KeyValue attributes 3, uint32 dropped_attributes_count 4',
  Span:
    'bytes trace_id 1, bytes span_id 2, string trace_state 3, bytes parent_span_id 4, string name 5, ' +
    'SpanKind kind 6, fixed64 start_time_unix_nano 7, fixed64 end_time_unix_nano 8, ' +
    '*KeyValue attributes 9, uint32 dropped_attributes_count 10, *Event events 11, ' +
    'uint32 dropped_events_count 12, *Link links 13, uint32 dropped_links_count 14, ' +
    'Status status 15, fixed32 flags 16',
  Event:
    'fixed64 time_unix_nano 1, string name 2, *KeyValue attributes 3, uint32 dropped_attributes_count 4',
  Link:
    'bytes trace_id 1, bytes span_id 2, string trace_state 3, *KeyValue attributes 4, ' +
    'uint32 dropped_attributes_count 5, fixed32 flags 6',
  Status: 'string message 2, StatusCode code 3',
  KeyValue: 'string key 1, AnyValue value 2',
  AnyValue:
    '| string string_value 1, bool bool_value 2, int64 int_value 3, double double_value 4, ' +
    'ArrayValue array_value 5, KeyValueList kvlist_value 6, bytes bytes_value 7',
  ArrayValue: '*AnyValue values 1',
  KeyValueList: '*KeyValue values 1',
}

const ENUMS: Record<string, string[]> = {
  SpanKind: ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
    (name) => `SPAN_KIND_${name}`,
  ),
  StatusCode: ['UNSET', 'OK', 'ERROR'].map((name) => `STATUS_CODE_${name}`),
}

const SCALARS: Record<string, Type> = {
  string: Type.STRING,
  bytes: Type.BYTES,
  bool: Type.BOOL,
  int64: Type.INT64,
  uint32: Type.UINT32,
  fixed32: Type.FIXED32,
  fixed64: Type.FIXED64,
  double: Type.DOUBLE,
}

function tracesSchema(): DescMessage {
  const messageType = Object.entries(MESSAGES).map(([name, text]) => {
    const inOneof = text.startsWith('|')
    const field = text
      .replace('| ', '')
      .split(', ')
      .map((line) => {
        const [typed, fieldName, number] = line.split(' ')
        const type = typed.replace('*', '')
        return {
          name: fieldName,
          jsonName: fieldName.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
          number: Number(number),
          label: typed.startsWith('*') ? Label.REPEATED : Label.OPTIONAL,
          type: SCALARS[type] ?? (type in ENUMS ? Type.ENUM : Type.MESSAGE),
          ...(type in SCALARS ? {} : { typeName: `.otlp.${type}` }),
          ...(inOneof ? { oneofIndex: 0 } : {}),
        }
      })
    return { name, field, oneofDecl: inOneof ? [{ name: 'value' }] : [] }
  })
  const file = create(FileDescriptorProtoSchema, {
    name: 'otlp.proto',
    package: 'otlp',
    syntax: 'proto3',
    messageType,
    enumType: Object.entries(ENUMS).map(([name, values]) => ({
      name,
      value: values.map((value, number) => ({ name: value, number })),
    })),
  })
  const schema = createFileRegistry(file, () => undefined).getMessage('otlp.TracesData')
  if (!schema) throw new Error('the descriptor has no TracesData')
  return schema
}

const TRACES = tracesSchema()

/** The message with these spans, each in a ResourceSpans of its own. */
export function oracleMessage(spans: readonly Span[]): Message {
  return create(TRACES, { resourceSpans: spans.map(resourceSpans) })
}

export function oracleEncode(message: Message): Uint8Array {
  return toBinary(TRACES, message)
}

/** @throws Error when the bytes are no TracesData */
export function oracleDecode(bytes: Uint8Array): Message {
  return fromBinary(TRACES, bytes)
}

/** The spans in a document; null where it is none. */
export function oracleSpanCount(bytes: Uint8Array): number | null {
  interface Traces extends Message {
    readonly resourceSpans: readonly { readonly scopeSpans: readonly { spans: unknown[] }[] }[]
  }
  try {
    const { resourceSpans } = oracleDecode(bytes) as Traces
    return resourceSpans.flatMap((group) => group.scopeSpans.flatMap(({ spans }) => spans)).length
  } catch {
    return null
  }
}

/** The generic protobuf JSON mapping, not OTLP's own: ids in base64, enums by name. */
export function oracleJson(message: Message): JsonValue {
  return toJson(TRACES, message)
}

function resourceSpans(span: Span): object {
  const { resource, scope } = span
  return {
    resource: {
      attributes: keyValues(resource.attributes),
      droppedAttributesCount: resource.droppedAttributes,
    },
    schemaUrl: resource.schemaUrl,
    scopeSpans: [
      {
        scope: {
          name: scope.name,
          version: scope.version,
          attributes: keyValues(scope.attributes),
          droppedAttributesCount: scope.droppedAttributes,
        },
        schemaUrl: scope.schemaUrl,
        spans: [spanMessage(span)],
      },
    ],
  }
}

function spanMessage(span: Span): object {
  const hasStatus = span.statusCode !== 0 || span.statusMessage !== ''
  return {
    traceId: idBytes(span.ref.traceId),
    spanId: idBytes(span.ref.spanId),
    traceState: span.traceState,
    parentSpanId: idBytes(span.parentSpanId ?? ''),
    flags: span.flags,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: span.start,
    endTimeUnixNano: span.end,
    attributes: keyValues(span.attributes),
    droppedAttributesCount: span.droppedAttributes,
    events: span.events.map((event) => ({
      timeUnixNano: event.time,
      name: event.name,
      attributes: keyValues(event.attributes),
      droppedAttributesCount: event.droppedAttributes,
    })),
    droppedEventsCount: span.droppedEvents,
    links: span.links.map(linkMessage),
    droppedLinksCount: span.droppedLinks,
    ...(hasStatus ? { status: { code: span.statusCode, message: span.statusMessage } } : {}),
  }
}

function linkMessage(link: Link): object {
  const { traceId, spanId } = link.to.valid ? link.to.ref : link.to
  return {
    traceId: idBytes(traceId),
    spanId: idBytes(spanId),
    traceState: link.traceState,
    attributes: keyValues(link.attributes ?? []),
    droppedAttributesCount: link.droppedAttributes,
    flags: link.flags,
  }
}

function idBytes(id: string): Uint8Array {
  const bytes = bytesFromHex(id)
  if (!bytes) throw new Error(`${id} is not hex`)
  return bytes
}

function keyValues(attributes: Attributes): object[] {
  return attributes.map(({ key, value }) => ({ key, value: anyValue(value) }))
}

function anyValue(value: AttributeValue): object {
  if (value === null) return {}
  if (typeof value === 'string') return oneof('stringValue', value)
  if (typeof value === 'boolean') return oneof('boolValue', value)
  if (typeof value === 'bigint') return oneof('intValue', value)
  if (typeof value === 'number') return oneof('doubleValue', value)
  if (value instanceof Uint8Array) return oneof('bytesValue', value)
  if (Array.isArray(value)) return oneof('arrayValue', { values: value.map(anyValue) })
  return oneof('kvlistValue', { values: keyValues((value as KeyValueMap).entries) })
}

function oneof(name: string, value: unknown): object {
  return { value: { case: name, value } }
}
