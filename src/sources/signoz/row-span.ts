import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import { type AttributeValue, type KeyValue, MAX_ATTRIBUTE_DEPTH } from '../../model/attributes.ts'
import { parseSpanId, parseTraceId } from '../../model/ids.ts'
import {
  type Resource,
  SPAN_KINDS,
  STATUS_ERROR,
  STATUS_UNSET,
  type Scope,
  type Span,
  type SpanEvent,
} from '../../model/span.ts'
import { BadValue, quoted, textOf, uint32Of, uint64Of } from '../../otlp/json-values.ts'
import {
  type JsonObject,
  MalformedJson,
  isObject,
  itemsOf,
  parseExactJson,
  stringOf,
} from '../../otlp/parse-json.ts'
import { nanosOfTime } from './time-text.ts'
import { linksOf } from './stored-links.ts'

/** SigNoz does not keep it. */
const SCOPE: Scope = {
  name: '',
  version: '',
  attributes: [],
  droppedAttributes: 0,
  schemaUrl: '',
}

/** Reads spans out of rows; rows with the same resource share the object. */
export class RowReader {
  readonly #resources = new Map<string, Resource>()

  /** Columns as they are stored, and as newer versions merge them. @throws BadValue */
  spanOf(row: JsonObject): Span {
    const traceId = parseTraceId(stringOf(row.trace_id))
    if (!traceId) throw new BadValue(`trace id ${quoted(row.trace_id)} is not hex or is zero`)
    const spanId = parseSpanId(stringOf(row.span_id))
    if (!spanId) throw new BadValue(`span id ${quoted(row.span_id)} is not hex or is zero`)
    const parentSpanId = parseSpanId(stringOf(row.parent_span_id))
    const start = nanosOfTime(row.timestamp)
    const end = start + uint64Of(row.duration_nano)
    if (end > MAX_EPOCH_NANOS) throw new BadValue('duration_nano is out of range')
    return {
      ref: { traceId, spanId },
      parentSpanId,
      traceState: stringOf(row.trace_state),
      // Of links there are none: with those of the span "not sampled" would be read out of that.
      flags: 0,
      name: textOf(row.name, 'name'),
      kind: kindOf(row.kind_string ?? row.kind),
      start,
      end,
      attributes: [
        ...pairsOf(row.attributes),
        ...pairsOf(row.attributes_string),
        ...pairsOf(row.attributes_number),
        ...pairsOf(row.attributes_bool),
      ],
      droppedAttributes: 0,
      events: (itemsOf(row.events) ?? []).map(eventOf),
      droppedEvents: 0,
      links: linksOf(row.links, traceId, parentSpanId),
      droppedLinks: 0,
      statusCode: statusOf(row),
      statusMessage: stringOf(row.status_message),
      resource: this.#resourceOf(row),
      scope: SCOPE,
    }
  }

  #resourceOf(row: JsonObject): Resource {
    const pairs = pairsOf(isObject(row.resource) ? row.resource : row.resources_string)
    // A column of its own where only some were asked for.
    const service = stringOf(row['service.name'])
    const attributes =
      pairs.length > 0 || service === '' ? pairs : [{ key: 'service.name', value: service }]
    const key = JSON.stringify(attributes)
    let resource = this.#resources.get(key)
    if (!resource) {
      resource = { attributes, droppedAttributes: 0, schemaUrl: '' }
      this.#resources.set(key, resource)
    }
    return resource
  }
}

/** A word, of OpenTelemetry's enum in data from before 2024, or a number. */
function kindOf(value: unknown): number {
  if (typeof value !== 'string') return uint32Of(value ?? undefined)
  const word = value.toLowerCase().replace(/^span_kind_/, '')
  return Math.max(
    0,
    SPAN_KINDS.findIndex((name) => name === word),
  )
}

const STATUS_WORDS = ['unset', 'ok', 'error']

function statusOf({ status_code, status_code_string, has_error }: JsonObject): number {
  if (typeof status_code === 'number') return uint32Of(status_code)
  const word = stringOf(status_code_string)
    .toLowerCase()
    .replace(/^status_code_/, '')
  const code = STATUS_WORDS.indexOf(word)
  if (code >= 0) return code
  return has_error === true ? STATUS_ERROR : STATUS_UNSET
}

/** A map of attributes; absent is empty. @throws BadValue */
function pairsOf(value: unknown): KeyValue[] {
  if (value === undefined || value === null) return []
  if (!isObject(value)) throw new BadValue('attributes are not an object')
  return Object.entries(value).map(([key, inner]) => ({
    key: key.toWellFormed(),
    value: valueOf(inner, 0),
  }))
}

/** SigNoz keeps all numbers as doubles. */
function valueOf(value: unknown, depth: number): AttributeValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number(value)
  if (depth >= MAX_ATTRIBUTE_DEPTH) throw new BadValue('values nest too deep')
  if (Array.isArray(value)) return value.map((inner) => valueOf(inner, depth + 1))
  return {
    entries: Object.entries(value).map(([key, inner]) => ({
      key: key.toWellFormed(),
      value: valueOf(inner, depth + 1),
    })),
  }
}

/** An object, or its JSON as it is stored; its attributes have one name or another. */
function eventOf(value: unknown): SpanEvent {
  const event = typeof value === 'string' ? parsed(value) : value
  if (!isObject(event)) throw new BadValue('an event is not a JSON object')
  return {
    time: uint64Of(event.timeUnixNano),
    name: stringOf(event.name),
    attributes: pairsOf(event.attributes ?? event.attributeMap),
    droppedAttributes: 0,
  }
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch (error) {
    if (error instanceof MalformedJson) return undefined
    throw error
  }
}
