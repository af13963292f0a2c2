import { SPAN_ID_BYTES, TRACE_ID_BYTES, idBytesFromJson, isZero } from '../model/ids.ts'
import { type SpanBatch, SpanColumns, enumByte, setTime } from '../model/span-batch.ts'
import { type Link, type Resource, type Scope, type Span, serviceOf } from '../model/span.ts'
import {
  enumOf,
  isZeroText,
  KIND_NAMES,
  linkFromJson,
  spanFromJson,
  STATUS_CODE_NAMES,
} from './json-span.ts'
import { BadValue, attributesFromJson, quoted, textOf, uint32Of, uint64Of } from './json-values.ts'
import { type JsonObject, MalformedJson, isObject, itemsOf, parseExactJson } from './parse-json.ts'

export interface JsonBatch extends SpanBatch {
  resource(index: number): Resource
  scope(index: number): Scope
}

interface Envelope {
  readonly resource: Resource
  readonly scope: Scope
}

/**
 * Decodes OTLP JSON (`{"resourceSpans": […]}`) into columns. Ids may be hex or base64, enums numbers or names, 64-bit integers strings
 * or numbers: all of these are sent by real sources.
 * @throws MalformedJson when it is no JSON or no such object; a broken span is rejected with a note.
 */
export function decodeJson(text: string): JsonBatch {
  return decodeJsonObject(parseExactJson(text))
}

/** The same for a document that is parsed already. @throws MalformedJson */
export function decodeJsonObject(document: unknown): JsonBatch {
  if (!isObject(document)) throw new MalformedJson('the document is not a JSON object')
  const resourceSpans = itemsOf(document.resourceSpans)
  if (!resourceSpans) throw new MalformedJson('resourceSpans is not a list')
  const columns = new SpanColumns()
  const objects: JsonObject[] = []
  const envelopes: Envelope[] = []

  for (const [r, group] of resourceSpans.entries()) {
    const path = `resourceSpans[${r}]`
    const resource = guarded(columns, path, () => resourceFromJson(group), spansInResource(group))
    if (!resource) continue
    const service = columns.table.add(serviceOf(resource))
    const scopeSpans = itemsOf((group as JsonObject).scopeSpans)
    if (!scopeSpans) columns.note(path, 'scopeSpans is not a list')
    for (const [s, inner] of (scopeSpans ?? []).entries()) {
      const innerPath = `${path}.scopeSpans[${s}]`
      const scope = guarded(columns, innerPath, () => scopeFromJson(inner), spansInScope(inner))
      if (!scope) continue
      const spans = itemsOf((inner as JsonObject).spans)
      if (!spans) columns.note(innerPath, 'spans is not a list')
      const envelope = { resource, scope }
      for (const [k, span] of (spans ?? []).entries()) {
        if (!readSpan(span, columns, `${innerPath}.spans[${k}]`)) continue
        columns.service[columns.length] = service
        columns.commit()
        objects.push(span as JsonObject)
        envelopes.push(envelope)
      }
    }
  }
  return Object.assign(
    columns.finish({
      span: (index): Span =>
        spanFromJson(objects[index], envelopes[index].resource, envelopes[index].scope),
      links: (index, first, last): Link[] =>
        (itemsOf(objects[index].links) ?? []).slice(first, last).map(linkFromJson),
    }),
    {
      resource: (index: number) => envelopes[index].resource,
      scope: (index: number) => envelopes[index].scope,
    },
  )
}

/** Runs one reader of a part; a bad value becomes a note, and the `spans` inside count as rejected. */
function guarded<T>(columns: SpanColumns, path: string, read: () => T, spans = 1): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadValue)) throw error
    columns.reject(path, error.message, spans)
    return null
  }
}

function spansInResource(group: unknown): number {
  const scopes = isObject(group) ? itemsOf(group.scopeSpans) : null
  return (scopes ?? []).reduce<number>((sum, inner) => sum + spansInScope(inner), 0)
}

function spansInScope(inner: unknown): number {
  return (isObject(inner) ? itemsOf(inner.spans) : null)?.length ?? 0
}

function readSpan(span: unknown, columns: SpanColumns, path: string): boolean {
  columns.reserve()
  const i = columns.length
  // Without an exception: a document of a million spans that are none is refused ten times faster.
  const problem = idProblem(span, columns, i)
  if (problem !== null) columns.reject(path, problem)
  if (problem !== null || !isObject(span)) return false
  return (
    guarded(columns, path, () => {
      const parent = span.parentSpanId ?? ''
      if (!setId(parent, columns.parentIds, i, SPAN_ID_BYTES) && !isZeroText(parent)) {
        columns.note(path, `parent span id ${quoted(parent)} is no id; shown without a parent`)
      }
      columns.name[i] = columns.table.add(textOf(span.name, 'name'))
      columns.kind[i] = enumByte(enumOf(span.kind, KIND_NAMES))
      setTime(columns.start, i, uint64Of(span.startTimeUnixNano))
      setTime(columns.end, i, uint64Of(span.endTimeUnixNano))
      if (isObject(span.status)) {
        columns.status[i] = enumByte(enumOf(span.status.code, STATUS_CODE_NAMES))
      }
      columns.droppedLinks[i] = uint32Of(span.droppedLinksCount)
      const links = itemsOf(span.links)
      if (!links) throw new BadValue('links is not a list')
      for (const link of links) {
        if (!isObject(link)) throw new BadValue('a link is not an object')
        const at = columns.addLink()
        const ok =
          setId(link.traceId, columns.linkTraceIds, at, TRACE_ID_BYTES) &&
          setId(link.spanId, columns.linkSpanIds, at, SPAN_ID_BYTES)
        if (!ok) columns.linkTraceIds.fill(0, at * TRACE_ID_BYTES, (at + 1) * TRACE_ID_BYTES)
      }
      // The rest is read for its errors: what is taken here must be readable later.
      spanFromJson(span, NO_RESOURCE, NO_SCOPE)
      return true
    }) === true
  )
}

/** Takes the ids of a span; why they name none, or null. */
function idProblem(span: unknown, columns: SpanColumns, i: number): string | null {
  if (!isObject(span)) return 'the span is not an object'
  if (!setId(span.traceId, columns.traceIds, i, TRACE_ID_BYTES)) {
    return `trace id ${quoted(span.traceId)} is not 32 hex digits or is zero`
  }
  if (!setId(span.spanId, columns.spanIds, i, SPAN_ID_BYTES)) {
    return `span id ${quoted(span.spanId)} is not 16 hex digits or is zero`
  }
  return null
}

const NO_RESOURCE: Resource = { attributes: [], droppedAttributes: 0, schemaUrl: '' }
const NO_SCOPE: Scope = { ...NO_RESOURCE, name: '', version: '' }

function setId(value: unknown, column: Uint8Array, row: number, size: number): boolean {
  if (typeof value !== 'string' || value === '') return false
  const bytes = idBytesFromJson(value, size)
  if (!bytes || isZero(bytes)) return false
  column.set(bytes, row * size)
  return true
}

function resourceFromJson(group: unknown): Resource {
  if (!isObject(group)) throw new BadValue('not an object')
  const resource = isObject(group.resource) ? group.resource : {}
  return {
    attributes: attributesFromJson(resource.attributes),
    droppedAttributes: uint32Of(resource.droppedAttributesCount),
    schemaUrl: textOf(group.schemaUrl, 'schemaUrl'),
  }
}

function scopeFromJson(group: unknown): Scope {
  if (!isObject(group)) throw new BadValue('not an object')
  const scope = isObject(group.scope) ? group.scope : {}
  return {
    name: textOf(scope.name, 'scope name'),
    version: textOf(scope.version, 'scope version'),
    attributes: attributesFromJson(scope.attributes),
    droppedAttributes: uint32Of(scope.droppedAttributesCount),
    schemaUrl: textOf(group.schemaUrl, 'schemaUrl'),
  }
}
