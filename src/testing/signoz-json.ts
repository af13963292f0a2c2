import { attributeText } from '../model/attributes.ts'
import { type Span, kindName, serviceOf } from '../model/span.ts'

const STATUS = ['Unset', 'Ok', 'Error']

/** Spans as SigNoz answered them to `/api/v1/traces/{id}`: starts in milliseconds, links without attributes. */
export function signozV1Json(spans: readonly Span[]): object[] {
  const columns: [string, (span: Span) => unknown][] = [
    ['__time', (span) => Number(span.start / 1_000_000n)],
    ['SpanId', (span) => span.ref.spanId],
    ['TraceId', (span) => span.ref.traceId],
    ['ServiceName', (span) => serviceOf(span.resource)],
    ['Name', (span) => span.name],
    ['Kind', (span) => String(span.kind)],
    ['DurationNano', (span) => String(span.end - span.start)],
    ['TagsKeys', (span) => ['service.name', ...span.attributes.map(({ key }) => key)]],
    [
      'TagsValues',
      (span) => [
        serviceOf(span.resource),
        ...span.attributes.map(({ value }) => attributeText(value)),
      ],
    ],
    ['References', referencesOf],
    ['Events', (span) => span.events.map((event) => JSON.stringify(eventOf(event)))],
    ['HasError', (span) => span.statusCode === 2],
    ['StatusMessage', (span) => span.statusMessage],
    ['StatusCodeString', (span) => STATUS[span.statusCode]],
    ['SpanKind', (span) => kindName(span.kind)],
  ]
  return [
    {
      startTimestampMillis: 0,
      columns: columns.map(([name]) => name),
      events: spans.map((span) => columns.map(([, cell]) => cell(span))),
      isSubTree: false,
    },
  ]
}

/** The parent first; for a root an entry without a span id stands in its place. */
function referencesOf(span: Span): string[] {
  const parent = `{TraceId=${span.ref.traceId}, SpanId=${span.parentSpanId ?? ''}, RefType=CHILD_OF}`
  const links = span.links.flatMap(({ to }) =>
    to.valid ? [`{TraceId=${to.ref.traceId}, SpanId=${to.ref.spanId}, RefType=FOLLOWS_FROM}`] : [],
  )
  return [parent, ...links]
}

function eventOf(event: Span['events'][number]): object {
  const attributes = event.attributes.map(({ key, value }) => [key, attributeText(value)])
  return {
    name: event.name,
    timeUnixNano: Number(event.time),
    attributeMap: Object.fromEntries(attributes),
  }
}
