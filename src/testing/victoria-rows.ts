import { type Attributes, attributeText } from '../model/attributes.ts'
import type { Link, Span, SpanEvent } from '../model/span.ts'

export type RowLayout = 'index last' | 'index first'

/** A span as VictoriaTraces stores it: a text a field, a dash for an empty attribute, no field for what is empty or absent. */
export function victoriaRow(span: Span, layout: RowLayout = 'index last'): Record<string, string> {
  const { resource, scope } = span
  const row: Record<string, string> = {
    _time: isoOf(span.end),
    _msg: '-',
    trace_id: span.ref.traceId,
    span_id: span.ref.spanId,
    parent_span_id: span.parentSpanId ?? '',
    trace_state: span.traceState,
    flags: String(span.flags),
    name: span.name,
    kind: String(span.kind),
    start_time_unix_nano: String(span.start),
    end_time_unix_nano: String(span.end),
    duration: String(span.end - span.start),
    dropped_attributes_count: String(span.droppedAttributes),
    dropped_events_count: String(span.droppedEvents),
    dropped_links_count: String(span.droppedLinks),
    status_message: span.statusMessage,
    status_code: String(span.statusCode),
    scope_name: scope.name,
    scope_version: scope.version,
    ...attributesOf(resource.attributes, (key) => `resource_attr:${key}`),
    ...attributesOf(scope.attributes, (key) => `scope_attr:${key}`),
    ...attributesOf(span.attributes, (key) => `span_attr:${key}`),
  }
  const nameAt = (of: string, index: number) => (name: string) =>
    layout === 'index last' ? `${of}:${name}:${index}` : `${of}:${index}:${name}`
  for (const [i, event] of span.events.entries()) addEvent(row, event, nameAt('event', i))
  for (const [i, link] of span.links.entries()) addLink(row, link, nameAt('link', i))
  // Fields come in alphabetical order.
  const stored = Object.entries(row).filter(([, value]) => value !== '')
  return Object.fromEntries(stored.sort(([a], [b]) => (a < b ? -1 : 1)))
}

type NameOf = (name: string) => string

function addEvent(row: Record<string, string>, event: SpanEvent, nameOf: NameOf): void {
  row[nameOf('event_time_unix_nano')] = String(event.time)
  row[nameOf('event_name')] = event.name
  row[nameOf('event_dropped_attributes_count')] = String(event.droppedAttributes)
  Object.assign(
    row,
    attributesOf(event.attributes, (key) => nameOf(`event_attr:${key}`)),
  )
}

function addLink(row: Record<string, string>, link: Link, nameOf: NameOf): void {
  const { traceId, spanId } = link.to.valid ? link.to.ref : link.to
  row[nameOf('link_trace_id')] = traceId
  row[nameOf('link_span_id')] = spanId
  row[nameOf('link_trace_state')] = link.traceState
  row[nameOf('link_flags')] = String(link.flags)
  row[nameOf('link_dropped_attributes_count')] = String(link.droppedAttributes)
  Object.assign(
    row,
    attributesOf(link.attributes ?? [], (key) => nameOf(`link_attr:${key}`)),
  )
}

function attributesOf(attributes: Attributes, nameOf: NameOf): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [nameOf(key), attributeText(value) || '-']),
  )
}

function isoOf(time: bigint): string {
  const nanos = String(time % 1_000_000_000n).padStart(9, '0')
  return `${new Date(Number(time / 1_000_000n)).toISOString().slice(0, -5)}.${nanos}Z`
}
