import type { KeyValue } from '../../model/attributes.ts'
import { parseSpanId, parseTraceId } from '../../model/ids.ts'
import type { Link, Resource, Scope, Span, SpanEvent } from '../../model/span.ts'
import { BadValue, quoted, uint32Of, uint64Of } from '../../otlp/json-values.ts'
import { linkEndOfHex } from '../link-end.ts'
import { PREFIX, indexedField } from './fields.ts'

type Row = ReadonlyMap<string, string>

/** Reads spans out of rows; rows with the same resource or scope share the object. */
export class RowReader {
  readonly #resources = new Map<string, Resource>()
  readonly #scopes = new Map<string, Scope>()

  /** @throws BadValue */
  spanOf(row: Row): Span {
    const text = (name: string) => row.get(name) ?? ''
    const traceId = parseTraceId(text('trace_id'))
    if (!traceId) throw new BadValue(`trace id ${quoted(text('trace_id'))} is not hex or is zero`)
    const spanId = parseSpanId(text('span_id'))
    if (!spanId) throw new BadValue(`span id ${quoted(text('span_id'))} is not hex or is zero`)
    const parts = partsOf(row)
    return {
      ref: { traceId, spanId },
      parentSpanId: parseSpanId(text('parent_span_id')),
      traceState: text('trace_state'),
      flags: uint32Of(text('flags')),
      name: text('name'),
      kind: uint32Of(text('kind')),
      start: uint64Of(text('start_time_unix_nano')),
      end: uint64Of(text('end_time_unix_nano')),
      attributes: parts.attributes,
      droppedAttributes: uint32Of(text('dropped_attributes_count')),
      events: inOrder(parts.events).map(eventOf),
      droppedEvents: uint32Of(text('dropped_events_count')),
      links: inOrder(parts.links).map(linkOf),
      droppedLinks: uint32Of(text('dropped_links_count')),
      statusCode: uint32Of(text('status_code')),
      statusMessage: text('status_message'),
      resource: this.#resourceOf(parts.resource),
      scope: this.#scopeOf(text('scope_name'), text('scope_version'), parts.scope),
    }
  }

  #resourceOf(attributes: readonly KeyValue[]): Resource {
    const key = JSON.stringify(attributes)
    let resource = this.#resources.get(key)
    if (!resource) {
      resource = { attributes, droppedAttributes: 0, schemaUrl: '' }
      this.#resources.set(key, resource)
    }
    return resource
  }

  #scopeOf(name: string, version: string, attributes: readonly KeyValue[]): Scope {
    const key = JSON.stringify([name, version, attributes])
    let scope = this.#scopes.get(key)
    if (!scope) {
      scope = { name, version, attributes, droppedAttributes: 0, schemaUrl: '' }
      this.#scopes.set(key, scope)
    }
    return scope
  }
}

interface Part {
  readonly fields: Map<string, string>
  readonly attributes: KeyValue[]
}

interface Parts {
  readonly attributes: KeyValue[]
  readonly resource: KeyValue[]
  readonly scope: KeyValue[]
  readonly events: Map<number, Part>
  readonly links: Map<number, Part>
}

/** The fields of a row by what they belong to. */
function partsOf(row: Row): Parts {
  const parts: Parts = {
    attributes: [],
    resource: [],
    scope: [],
    events: new Map(),
    links: new Map(),
  }
  for (const [name, value] of row) {
    const add = (list: KeyValue[], prefix: string) =>
      list.push({ key: name.slice(prefix.length), value })
    if (name.startsWith(PREFIX.span)) add(parts.attributes, PREFIX.span)
    else if (name.startsWith(PREFIX.resource)) add(parts.resource, PREFIX.resource)
    else if (name.startsWith(PREFIX.scope)) add(parts.scope, PREFIX.scope)
    else addIndexed(parts, name, value)
  }
  return parts
}

function addIndexed(parts: Parts, name: string, value: string): void {
  const field = indexedField(name)
  if (!field) return
  const list = field.of === 'event' ? parts.events : parts.links
  let part = list.get(field.index)
  if (!part) list.set(field.index, (part = { fields: new Map(), attributes: [] }))
  const attribute = `${field.of}_attr:`
  if (field.name.startsWith(attribute)) {
    part.attributes.push({ key: field.name.slice(attribute.length), value })
  } else {
    part.fields.set(field.name, value)
  }
}

function inOrder(parts: ReadonlyMap<number, Part>): Part[] {
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => part)
}

function eventOf({ fields, attributes }: Part): SpanEvent {
  return {
    time: uint64Of(fields.get('event_time_unix_nano')),
    name: fields.get('event_name') ?? '',
    attributes,
    droppedAttributes: uint32Of(fields.get('event_dropped_attributes_count')),
  }
}

function linkOf({ fields, attributes }: Part): Link {
  return {
    to: linkEndOfHex(fields.get('link_trace_id') ?? '', fields.get('link_span_id') ?? ''),
    traceState: fields.get('link_trace_state') ?? '',
    flags: uint32Of(fields.get('link_flags')),
    attributes,
    droppedAttributes: uint32Of(fields.get('link_dropped_attributes_count')),
  }
}
