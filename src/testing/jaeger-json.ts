import { base64Of } from '../base/base64.ts'
import { type AttributeValue, type KeyValue, attributeText } from '../model/attributes.ts'
import { goText, isNested } from './go-text.ts'
import { type Link, type Resource, type Span, kindName, serviceOf } from '../model/span.ts'

type Json = Record<string, unknown>

/**
 * Spans as Jaeger's own server writes them in its JSON, a trace after the other: the parent is the first reference, and a
 * link to it changes that entry's type instead of adding one; kind, status and scope become tags; times lose what is
 * below a microsecond. `victoria`: as VictoriaTraces writes it.
 */
export function jaegerJson(
  spans: readonly Span[],
  dialect: 'jaeger' | 'victoria' = 'jaeger',
): Json {
  const traces = new Map<string, Span[]>()
  for (const span of spans) {
    const trace = traces.get(span.ref.traceId)
    if (trace) trace.push(span)
    else traces.set(span.ref.traceId, [span])
  }
  const data = [...traces].map(([traceId, members]) => traceJson(traceId, members, dialect))
  return { data, total: data.length, limit: 0, offset: 0, errors: null }
}

function traceJson(traceID: string, spans: readonly Span[], dialect: string): Json {
  const keys = new Map<Resource, string>()
  for (const { resource } of spans) {
    if (!keys.has(resource)) keys.set(resource, `p${keys.size + 1}`)
  }
  const tagsOf = dialect === 'victoria' ? victoriaTags : jaegerTags
  return {
    traceID,
    spans: spans.map((span) => ({
      traceID,
      spanID: span.ref.spanId,
      operationName: span.name,
      references: referencesOf(span),
      startTime: Number(span.start / 1000n),
      duration: Number((span.end - span.start) / 1000n),
      tags: tagsOf(span),
      logs: span.events.map((event) => ({
        timestamp: Number(event.time / 1000n),
        fields: [{ key: 'event', value: event.name }, ...event.attributes].map(tagOf),
      })),
      processID: keys.get(span.resource),
      warnings: null,
    })),
    processes: Object.fromEntries(
      [...keys].map(([resource, key]) => [
        key,
        {
          serviceName: serviceOf(resource),
          tags: resource.attributes.filter((a) => a.key !== 'service.name').map(tagOf),
        },
      ]),
    ),
    warnings: null,
  }
}

function referencesOf({ ref, parentSpanId, links }: Span): Json[] {
  const { traceId } = ref
  const references: Json[] =
    parentSpanId === null ? [] : [{ refType: 'CHILD_OF', traceID: traceId, spanID: parentSpanId }]
  for (const link of links) {
    const { traceID, spanID } = idsOf(link)
    const isParent = parentSpanId !== null && traceID === traceId && spanID === parentSpanId
    if (isParent) references[0] = { ...references[0], refType: 'FOLLOWS_FROM' }
    else references.push({ refType: 'FOLLOWS_FROM', traceID, spanID })
  }
  return references
}

function idsOf({ to }: Link): { traceID: string; spanID: string } {
  const { traceId, spanId } = to.valid ? to.ref : to
  return { traceID: traceId, spanID: spanId }
}

function jaegerTags(span: Span): Json[] {
  const tags: KeyValue[] = [
    { key: 'otel.scope.name', value: span.scope.name },
    { key: 'otel.scope.version', value: span.scope.version },
    ...span.attributes,
  ]
  if (span.kind !== 0) tags.push({ key: 'span.kind', value: kindName(span.kind) })
  if (span.statusCode === 1) tags.push({ key: 'otel.status_code', value: 'OK' })
  if (span.statusCode === 2) {
    tags.push({ key: 'otel.status_code', value: 'ERROR' }, { key: 'error', value: true })
  }
  if (span.statusMessage) tags.push({ key: 'otel.status_description', value: span.statusMessage })
  if (span.traceState) tags.push({ key: 'w3c.tracestate', value: span.traceState })
  return tags.map(tagOf)
}

function victoriaTags(span: Span): Json[] {
  const tags: KeyValue[] = [
    ...span.attributes,
    { key: 'error', value: ['unset', 'false', 'true'][span.statusCode] },
  ]
  if (span.kind !== 0) tags.push({ key: 'span.kind', value: kindName(span.kind) })
  return tags.map(({ key, value }) => ({ key, type: 'string', value: attributeText(value) }))
}

function tagOf({ key, value }: KeyValue): Json {
  return { key, ...typed(value) }
}

function typed(value: AttributeValue): Json {
  if (typeof value === 'boolean') return { type: 'bool', value }
  if (typeof value === 'number') return { type: 'float64', value }
  if (value instanceof Uint8Array) return { type: 'binary', value: base64Of(value) }
  if (typeof value === 'bigint') {
    const number = Number(value)
    return { type: 'int64', value: Number.isSafeInteger(number) ? number : String(value) }
  }
  return { type: 'string', value: isNested(value) ? goText(value) : value }
}
