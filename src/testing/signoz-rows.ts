import { attributeText } from '../model/attributes.ts'
import { type Span, type SpanEvent, STATUS_ERROR, kindName } from '../model/span.ts'
import type { Row } from './tiny-signoz-filter.ts'

const STATUS = ['Unset', 'Ok', 'Error']

/** A span as SigNoz's collector stores it, by column: numbers as doubles, links without attributes and after the parent. */
export function signozRow(span: Span): Row {
  const { ref, name, attributes } = span
  const kind = kindName(span.kind)
  const mapOf = (type: string) =>
    Object.fromEntries(
      attributes
        .filter(({ value }) => storedType(value) === type)
        .map(({ key, value }) => [key, storedValue(value)]),
    )
  return {
    timestamp: goTime(span.start),
    trace_id: ref.traceId,
    span_id: ref.spanId,
    parent_span_id: span.parentSpanId ?? '',
    trace_state: span.traceState,
    flags: span.flags,
    name,
    kind: span.kind,
    kind_string: kind[0].toUpperCase() + kind.slice(1),
    duration_nano: Number(span.end - span.start),
    status_code: span.statusCode,
    status_code_string: STATUS[span.statusCode],
    status_message: span.statusMessage,
    has_error: span.statusCode === STATUS_ERROR,
    attributes_string: mapOf('string'),
    attributes_number: mapOf('number'),
    attributes_bool: mapOf('boolean'),
    resources_string: Object.fromEntries(
      span.resource.attributes.map(({ key, value }) => [key, attributeText(value)]),
    ),
    events: span.events.map(storedEvent),
    links: JSON.stringify(referencesOf(span)),
  }
}

type Value = Span['attributes'][number]['value']

function storedValue(value: Value): string | number | boolean {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' || typeof value === 'boolean' ? value : attributeText(value)
}

function storedType(value: Value): string {
  return typeof storedValue(value)
}

/** For a root an entry without a span id stands in the parent's place. */
function referencesOf({ ref: { traceId }, parentSpanId, links }: Span): object[] {
  const parent = { traceId, ...(parentSpanId && { spanId: parentSpanId }), refType: 'CHILD_OF' }
  return [
    parent,
    ...links.map(({ to }) => ({ ...(to.valid ? to.ref : {}), refType: 'FOLLOWS_FROM' })),
  ]
}

/** JSON with a number that no double holds. */
function storedEvent({ time, name, attributes }: SpanEvent): string {
  const map = Object.fromEntries(attributes.map(({ key, value }) => [key, attributeText(value)]))
  return `{"name":${JSON.stringify(name)},"timeUnixNano":${time},"attributeMap":${JSON.stringify(map)}}`
}

/** RFC 3339 as Go writes it: without zeros at its end. */
function goTime(time: bigint): string {
  const seconds = new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19)
  const nanos = String(time % 1_000_000_000n).padStart(9, '0')
  return `${seconds}.${nanos}`.replace(/\.?0+$/, '') + 'Z'
}

/** What the newer API makes of such a row where all of it is asked for. */
export function mergedRow(row: Row): Row {
  const {
    attributes_string: strings,
    attributes_number: numbers,
    attributes_bool: bools,
    resources_string: resource,
    ...rest
  } = row
  return {
    ...rest,
    attributes: { ...(strings as object), ...(numbers as object), ...(bools as object) },
    resource,
    events: (row.events as string[]).map(
      (event) => new Raw(event.replace('"attributeMap"', '"attributes"')),
    ),
    links: (JSON.parse(row.links as string) as Record<string, string>[]).map((reference) => {
      const { traceId, spanId } = reference
      return spanId === undefined ? { traceId } : { traceId, spanId }
    }),
  }
}

/** JSON to be sent as it is. */
class Raw {
  readonly #json: string
  constructor(json: string) {
    this.#json = json
  }
  toJSON(): string {
    return `@raw${this.#json}`
  }
}

/** A document as text, its {@link Raw} parts as they are. */
export function jsonText(document: unknown): string {
  return JSON.stringify(document).replaceAll(/"@raw((?:[^"\\]|\\.)*)"/g, (_, escaped: string) =>
    String(JSON.parse(`"${escaped}"`)),
  )
}
