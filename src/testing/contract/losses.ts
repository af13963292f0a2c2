import { type Attributes, attributeText } from '../../model/attributes.ts'
import {
  type Link,
  type Resource,
  type Scope,
  type Span,
  type SpanEvent,
  serviceOf,
} from '../../model/span.ts'
import { goText, isNested } from '../go-text.ts'

/*
 * What sources lose of a span: seen by sending the traces of this suite to the running sources. Each entry turns the spans of a
 * trace into what is left of them. The suite asserts that what is left comes back, and that each loss still happens.
 */

export interface Loss {
  /** For the documentation. */
  readonly says: string
  readonly lose: (spans: readonly Span[]) => readonly Span[]
}

export const LOSSES = {
  nanoseconds: {
    says: 'times below a microsecond',
    lose: each((span) => {
      const start = micros(span.start)
      const events = span.events.map((event) => ({ ...event, time: micros(event.time) }))
      return { ...span, start, end: start + micros(span.end - span.start), events }
    }),
  },
  noDuration: {
    says: 'spans without a duration: they last a nanosecond, and get a warning',
    lose: each((span) => {
      if (span.end !== span.start) return span
      const said = (time: bigint) => `${isoOf(time)} +0000 UTC`
      const warning = `Negative duration detected, sanitizing end timestamp. Original end timestamp: ${said(span.end)}, adjusted to: ${said(span.end + 1n)}`
      const value = [warning]
      return {
        ...span,
        end: span.end + 1n,
        attributes: [...span.attributes, { key: '@jaeger@warnings', value }],
      }
    }),
  },
  flags: { says: 'flags of spans', lose: each((span) => ({ ...span, flags: 0 })) },
  linkFlags: { says: 'flags of links', lose: eachLink((link) => ({ ...link, flags: 0 })) },
  linkState: { says: 'trace state of links', lose: eachLink((l) => ({ ...l, traceState: '' })) },
  linkAttributes: {
    says: 'attributes of links',
    lose: eachLink((link) => ({ ...link, attributes: null, droppedAttributes: 0 })),
  },
  droppedCounts: {
    says: 'how many attributes, events and links an SDK left out',
    lose: each((span) => ({
      ...span,
      droppedAttributes: 0,
      droppedEvents: 0,
      droppedLinks: 0,
      events: span.events.map((event) => ({ ...event, droppedAttributes: 0 })),
    })),
  },
  resourceSchema: {
    says: 'schema of a resource',
    lose: eachResource((resource) => ({ ...resource, schemaUrl: '' })),
  },
  resourceDropped: {
    says: 'how many attributes of a resource were left out',
    lose: eachResource((resource) => ({ ...resource, droppedAttributes: 0 })),
  },
  scopeSchema: {
    says: 'schema of an instrumentation scope',
    lose: eachScope((scope) => ({ ...scope, schemaUrl: '' })),
  },
  scopeDropped: {
    says: 'how many attributes of an instrumentation scope were left out',
    lose: eachScope((scope) => ({ ...scope, droppedAttributes: 0 })),
  },
  scopeAttributes: {
    says: 'attributes of an instrumentation scope',
    lose: eachScope((scope) => ({ ...scope, attributes: [] })),
  },
  lists: {
    says: 'lists, maps and empty values as such: they become JSON in a text',
    lose: eachAttributes((attributes) =>
      attributes.map(({ key, value }) => ({ key, value: isNested(value) ? goText(value) : value })),
    ),
  },
  valueTypes: {
    says: 'types of values: all are texts',
    lose: eachAttributes((attributes) =>
      attributes.map(({ key, value }) => ({ key, value: attributeText(value) || '-' })),
    ),
  },
  attributeOrder: {
    says: 'the order of attributes',
    lose: each((span) => ({
      ...span,
      attributes: byKey(span.attributes),
      resource: { ...span.resource, attributes: byKey(span.resource.attributes) },
      // A number follows the names of these.
      events: span.events.map((event) => ({ ...event, attributes: byKey(event.attributes, ':') })),
      links: span.links.map((link) => ({
        ...link,
        attributes: link.attributes && byKey(link.attributes, ':'),
      })),
    })),
  },
  repeatedKeys: {
    says: 'all but one of the attributes with one key',
    lose: each((span) => ({ ...span, attributes: lastOfEach(span.attributes) })),
  },
  resourceOrder: {
    says: 'the order of a resource’s attributes',
    lose: eachResource((resource) => ({ ...resource, attributes: byKey(resource.attributes) })),
  },
  eventOrder: {
    says: 'the order of an event’s attributes',
    lose: eachEvent((event) => {
      const last = event.attributes.at(-1)
      if (!last) return event
      return { ...event, attributes: [last, ...event.attributes.slice(0, -1)] }
    }),
  },
  messageWithoutStatus: {
    says: 'the message of a status that is not set: it becomes an attribute',
    lose: each((span) => {
      if (span.statusCode !== 0 || span.statusMessage === '') return span
      const message = { key: 'otel.status_description', value: span.statusMessage }
      return { ...span, statusMessage: '', attributes: [...span.attributes, message] }
    }),
  },
  noService: {
    says: 'that a resource names no service: it is called “missing-service-name”',
    lose: eachResource((resource) => {
      if (serviceOf(resource) !== '') return resource
      const service = { key: 'service.name', value: 'missing-service-name' }
      return { ...resource, attributes: [service, ...resource.attributes] }
    }),
  },
} satisfies Record<string, Loss>

export type LossId = keyof typeof LOSSES

function each(lose: (span: Span) => Span): Loss['lose'] {
  return (spans) => spans.map(lose)
}

function eachLink(lose: (link: Link) => Link): Loss['lose'] {
  return each((span) => ({ ...span, links: span.links.map(lose) }))
}

function eachResource(lose: (resource: Resource) => Resource): Loss['lose'] {
  return each((span) => ({ ...span, resource: lose(span.resource) }))
}

function eachScope(lose: (scope: Scope) => Scope): Loss['lose'] {
  return each((span) => ({ ...span, scope: lose(span.scope) }))
}

function eachEvent(lose: (event: SpanEvent) => SpanEvent): Loss['lose'] {
  return each((span) => ({ ...span, events: span.events.map(lose) }))
}

/** Those of spans, events, links, resources and scopes. */
function eachAttributes(lose: (attributes: Attributes) => Attributes): Loss['lose'] {
  const within = <T extends { readonly attributes: Attributes }>(part: T): T => ({
    ...part,
    attributes: lose(part.attributes),
  })
  return each((span) => ({
    ...within(span),
    events: span.events.map(within),
    links: span.links.map((link) => ({
      ...link,
      attributes: link.attributes && lose(link.attributes),
    })),
    resource: within(span.resource),
    scope: within(span.scope),
  }))
}

function micros(nanos: bigint): bigint {
  return (nanos / 1000n) * 1000n
}

/** As Go writes a time, with no zeros at its end. */
function isoOf(time: bigint): string {
  const nanos = String(time % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '')
  const seconds = new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' ')
  return nanos === '' ? seconds : `${seconds}.${nanos}`
}

function byKey(attributes: Attributes, after = ''): Attributes {
  return attributes.toSorted((a, b) => (a.key + after < b.key + after ? -1 : 1))
}

function lastOfEach(attributes: Attributes): Attributes {
  return attributes.filter(({ key }, i) => attributes.findLastIndex((a) => a.key === key) === i)
}
