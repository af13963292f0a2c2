import type { KeyValue } from '../../model/attributes.ts'
import { type SpanRef, parseSpanId, parseSpanRef, sameRef } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import type { Link, Resource, Scope, Span, SpanEvent } from '../../model/span.ts'
import { BadValue, quoted, uint32Of, uint64Of } from '../../otlp/json-values.ts'
import {
  type JsonObject,
  MalformedJson,
  isObject,
  itemsOf,
  parseExactJson,
  stringOf,
} from '../../otlp/parse-json.ts'
import { scalarText } from './scalar-text.ts'

/*
 * What SigNoz answered to `/api/v1/traces/{id}`: rows by column. All attribute values are text, a start is in
 * milliseconds, and links are references without attributes. Columns differ between versions, so they go by name.
 */

const SCOPE: Scope = {
  name: '',
  version: '',
  attributes: [],
  droppedAttributes: 0,
  schemaUrl: '',
}
const STATUS_CODES = ['Unset', 'Ok', 'Error']

/** Blocks of `{columns, events}`; a row that is no span is rejected with a note. */
export function decodeSignozV1(blocks: readonly unknown[]): SpanBatch {
  const resources = new Map<string, Resource>()
  const spans: Span[] = []
  const notes: DecodeNote[] = []
  let rejected = 0
  const reject = (path: string, message: string) => {
    rejected++
    if (notes.length < MAX_NOTES) notes.push({ path, message })
  }
  for (const [b, block] of blocks.entries()) {
    const columns = isObject(block) ? itemsOf(block.columns) : null
    const rows = isObject(block) ? itemsOf(block.events) : null
    if (!columns || !rows) {
      reject(`[${b}]`, 'columns or events are not a list')
      continue
    }
    for (const [r, row] of rows.entries()) {
      try {
        if (!Array.isArray(row)) throw new BadValue('the row is not a list')
        const cells = new Map(columns.map((name, c) => [name, row[c] as unknown]))
        spans.push(spanOf((column) => cells.get(column), resources))
      } catch (error) {
        if (!(error instanceof BadValue)) throw error
        reject(`[${b}].events[${r}]`, error.message)
      }
    }
  }
  return spanBatchOf(spans, { rejected, notes })
}

function spanOf(cell: (column: string) => unknown, resources: Map<string, Resource>): Span {
  const ref = parseSpanRef(stringOf(cell('TraceId')), stringOf(cell('SpanId')))
  if (!ref) {
    throw new BadValue(`${quoted(cell('TraceId'))}, ${quoted(cell('SpanId'))} are no ids`)
  }
  const references = textsOf(cell('References')).map(referenceOf)
  const parent = references.find(
    (other) => other.type === 'CHILD_OF' && other.ref?.traceId === ref.traceId,
  )
  const start = nanosOf(cell('__time'), 1_000_000n)
  return {
    ref,
    parentSpanId: parent?.ref && !sameRef(parent.ref, ref) ? parent.ref.spanId : null,
    traceState: '',
    flags: 0,
    name: stringOf(cell('Name')),
    kind: uint32Of(cell('Kind')),
    start,
    end: start + nanosOf(cell('DurationNano'), 1n),
    attributes: attributesOf(textsOf(cell('TagsKeys')), textsOf(cell('TagsValues'))),
    droppedAttributes: 0,
    events: textsOf(cell('Events')).map(eventOf),
    droppedEvents: 0,
    // A reference without a span id is not a link: SigNoz writes one for every root.
    links: references.filter((other) => other !== parent && other.hasSpan).map(linkOf),
    droppedLinks: 0,
    statusCode: statusOf(cell('StatusCodeString'), cell('HasError')),
    statusMessage: stringOf(cell('StatusMessage')),
    resource: resourceOf(stringOf(cell('ServiceName')), resources),
    scope: SCOPE,
  }
}

/** In nanoseconds, below 2^63, so that a sum of two still fits what OTLP can carry. */
function nanosOf(value: unknown, unit: bigint): bigint {
  const nanos = uint64Of(value) * unit
  if (nanos >= 1n << 63n) throw new BadValue(`${nanos} ns is out of range`)
  return nanos
}

function textsOf(value: unknown): string[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue('a column of lists holds something else')
  return items.map(stringOf)
}

function attributesOf(keys: readonly string[], values: readonly string[]): KeyValue[] {
  return keys
    .map((key, i): KeyValue => ({ key, value: values[i] ?? '' }))
    .filter(({ key }) => key !== 'service.name')
}

interface Reference {
  readonly type: string
  readonly ref: SpanRef | null
  readonly hasSpan: boolean
  readonly traceId: string
  readonly spanId: string
}

/** `{TraceId=…, SpanId=…, RefType=CHILD_OF}` */
function referenceOf(text: string): Reference {
  const part = (key: string) => new RegExp(`\\b${key}=([^,}\\s]*)`).exec(text)?.[1] ?? ''
  const [traceId, spanId] = [part('TraceId'), part('SpanId')]
  return {
    type: part('RefType'),
    ref: parseSpanRef(traceId, spanId),
    hasSpan: parseSpanId(spanId) !== null,
    traceId,
    spanId,
  }
}

function linkOf({ ref, traceId, spanId }: Reference): Link {
  return {
    to: ref ? { valid: true, ref } : { valid: false, traceId, spanId, reason: 'not an id' },
    traceState: '',
    flags: 0,
    attributes: null,
    droppedAttributes: 0,
  }
}

function eventOf(text: string): SpanEvent {
  let event: unknown
  try {
    event = parseExactJson(text)
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error
  }
  if (!isObject(event)) throw new BadValue('an event is not a JSON object')
  const attributes: JsonObject = isObject(event.attributeMap) ? event.attributeMap : {}
  return {
    time: uint64Of(event.timeUnixNano),
    // Older versions left the name in an attribute.
    name: stringOf(event.name) || stringOf(attributes.event),
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key: stringOf(key),
      value: scalarText(value) ?? '',
    })),
    droppedAttributes: 0,
  }
}

function statusOf(code: unknown, hasError: unknown): number {
  return Math.max(0, STATUS_CODES.indexOf(stringOf(code)), hasError === true ? 2 : 0)
}

function resourceOf(service: string, resources: Map<string, Resource>): Resource {
  let resource = resources.get(service)
  if (!resource) {
    const attributes = service === '' ? [] : [{ key: 'service.name', value: service }]
    resources.set(service, (resource = { attributes, droppedAttributes: 0, schemaUrl: '' }))
  }
  return resource
}
