import type { KeyValue } from '../../model/attributes.ts'
import { parseSpanId, parseTraceId } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import {
  type Resource,
  type Scope,
  type Span,
  type SpanEvent,
  STATUS_ERROR,
  STATUS_OK,
} from '../../model/span.ts'
import { BadValue, quoted, textOf, uint64Of } from '../../otlp/json-values.ts'
import { isObject, itemsOf, stringOf } from '../../otlp/parse-json.ts'
import { scalarText } from './scalar-text.ts'

/*
 * Zipkin v2 JSON (zipkin-api, zipkin2-api.yaml): times in microseconds, tags that are all text, no links. What
 * OpenTelemetry says about status and scope comes in tags (specification, trace/sdk_exporters/zipkin.md).
 */

/** By OTLP's number. A span without a kind is local: what OpenTelemetry calls internal. */
const KINDS = [null, '', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']

/** Tags that are something else than an attribute in OpenTelemetry. */
const OWN_TAGS = new Set([
  'otel.status_code',
  'otel.status_description',
  'otel.scope.name',
  'otel.scope.version',
  'otel.library.name',
  'otel.library.version',
  'error',
])

/** A list of Zipkin spans; one that is none is rejected with a note. */
export function decodeZipkin(items: readonly unknown[]): SpanBatch {
  const resources = new Resources()
  const spans: Span[] = []
  const notes: DecodeNote[] = []
  let rejected = 0
  for (const [i, item] of items.entries()) {
    try {
      spans.push(spanOf(item, resources))
    } catch (error) {
      if (!(error instanceof BadValue)) throw error
      rejected++
      if (notes.length < MAX_NOTES) notes.push({ path: `[${i}]`, message: error.message })
    }
  }
  return spanBatchOf(spans, { rejected, notes })
}

function spanOf(item: unknown, resources: Resources): Span {
  if (!isObject(item)) throw new BadValue('the span is not an object')
  const traceId = parseTraceId(stringOf(item.traceId))
  if (!traceId) throw new BadValue(`trace id ${quoted(item.traceId)} is no id`)
  const spanId = parseSpanId(stringOf(item.id))
  if (!spanId) throw new BadValue(`span id ${quoted(item.id)} is no id`)
  const tags = tagsOf(item.tags)
  const tag = (key: string) => tags.find((entry) => entry.key === key)?.text ?? ''
  const start = nanosOf(item.timestamp)
  const error = tags.find(({ key }) => key === 'error')?.text
  const failed = error !== undefined && error !== 'false'
  return {
    ref: { traceId, spanId },
    parentSpanId: parseSpanId(stringOf(item.parentId)),
    traceState: '',
    flags: 0,
    name: textOf(item.name, 'name'),
    kind: Math.max(0, KINDS.indexOf(textOf(item.kind, 'kind'))),
    start,
    end: start + nanosOf(item.duration),
    attributes: [
      ...tags
        .filter(({ key }) => !OWN_TAGS.has(key))
        .map(({ key, text }): KeyValue => ({ key, value: text })),
      ...endpoint(item.remoteEndpoint, 'peer.service', 'network.peer'),
      ...endpoint(item.localEndpoint, null, 'network.local'),
    ],
    droppedAttributes: 0,
    events: listOf(item.annotations).map(eventOf),
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    statusCode:
      failed || tag('otel.status_code') === 'ERROR'
        ? STATUS_ERROR
        : tag('otel.status_code') === 'OK'
          ? STATUS_OK
          : 0,
    statusMessage:
      tag('otel.status_description') || (failed && error !== 'true' ? (error ?? '') : ''),
    resource: resources.of(item.localEndpoint),
    scope: resources.scope(
      tag('otel.scope.name') || tag('otel.library.name'),
      tag('otel.scope.version') || tag('otel.library.version'),
    ),
  }
}

/** Microseconds as nanoseconds, below 2^63, so that a sum of two still fits what OTLP can carry; absent is 0. */
function nanosOf(micros: unknown): bigint {
  const nanos = uint64Of(micros) * 1000n
  if (nanos >= 1n << 63n) throw new BadValue(`${nanos} ns is out of range`)
  return nanos
}

function tagsOf(tags: unknown): { readonly key: string; readonly text: string }[] {
  if (tags === undefined || tags === null) return []
  if (!isObject(tags)) throw new BadValue('tags are not an object')
  return Object.entries(tags).map(([key, value]) => {
    const text = scalarText(value)
    if (text === null) throw new BadValue(`tag ${quoted(key)} is not a text`)
    return { key: stringOf(key), text }
  })
}

function eventOf(annotation: unknown): SpanEvent {
  if (!isObject(annotation)) throw new BadValue('an annotation is not an object')
  return {
    time: nanosOf(annotation.timestamp),
    name: textOf(annotation.value, 'an annotation’s value'),
    attributes: [],
    droppedAttributes: 0,
  }
}

function endpoint(value: unknown, serviceKey: string | null, prefix: string): KeyValue[] {
  if (!isObject(value)) return []
  const attributes: KeyValue[] = []
  const service = stringOf(value.serviceName)
  if (serviceKey !== null && service !== '') attributes.push({ key: serviceKey, value: service })
  const address = stringOf(value.ipv4) || stringOf(value.ipv6)
  if (address !== '') attributes.push({ key: `${prefix}.address`, value: address })
  const port = value.port === undefined ? 0n : uint64Of(value.port)
  if (port > 0n && port < 65_536n) attributes.push({ key: `${prefix}.port`, value: port })
  return attributes
}

function listOf(value: unknown): readonly unknown[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue('annotations are not a list')
  return items
}

/** Spans of one service share one object, as they do in OTLP. */
class Resources {
  readonly #resources = new Map<string, Resource>()
  readonly #scopes = new Map<string, Scope>()

  of(localEndpoint: unknown): Resource {
    const service = isObject(localEndpoint) ? stringOf(localEndpoint.serviceName) : ''
    let resource = this.#resources.get(service)
    if (!resource) {
      const attributes = service === '' ? [] : [{ key: 'service.name', value: service }]
      this.#resources.set(service, (resource = { attributes, droppedAttributes: 0, schemaUrl: '' }))
    }
    return resource
  }

  scope(name: string, version: string): Scope {
    const key = JSON.stringify([name, version])
    let scope = this.#scopes.get(key)
    if (!scope) {
      scope = { name, version, attributes: [], droppedAttributes: 0, schemaUrl: '' }
      this.#scopes.set(key, scope)
    }
    return scope
  }
}
