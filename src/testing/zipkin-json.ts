import { attributeText } from '../model/attributes.ts'
import { type Span, kindName, serviceOf, statusName } from '../model/span.ts'

/** Spans as OpenTelemetry's Zipkin exporters write them: links are left out, and what is below a microsecond. */
export function zipkinJson(spans: readonly Span[]): object[] {
  return spans.map((span) => {
    const kind = kindName(span.kind).toUpperCase()
    const tags: [string, string][] = span.attributes.map((entry) => [
      entry.key,
      attributeText(entry.value),
    ])
    if (span.statusCode > 0) {
      tags.push(['otel.status_code', statusName(span.statusCode).toUpperCase()])
    }
    if (span.statusCode === 2) tags.push(['error', span.statusMessage])
    tags.push(['otel.scope.name', span.scope.name], ['otel.scope.version', span.scope.version])
    return {
      traceId: span.ref.traceId,
      id: span.ref.spanId,
      ...(span.parentSpanId === null ? {} : { parentId: span.parentSpanId }),
      name: span.name,
      ...(span.kind > 1 ? { kind } : {}),
      timestamp: Number(span.start / 1000n),
      duration: Number((span.end - span.start) / 1000n),
      localEndpoint: { serviceName: serviceOf(span.resource) },
      annotations: span.events.map((event) => ({
        timestamp: Number(event.time / 1000n),
        value: event.name,
      })),
      tags: Object.fromEntries(tags),
    }
  })
}
