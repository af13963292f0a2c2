import type { AttributeValue, KeyValue } from '../src/model/attributes.ts'
import type { SpanRef } from '../src/model/ids.ts'
import type { Link, Resource, Span } from '../src/model/span.ts'
import { DRAWN_ORIGIN, DRAWN_SCOPE, drawnRef } from '../src/testing/trace-notation.ts'

/** One object, since spans of one resource share it. */
const SHOP: Resource = {
  attributes: [{ key: 'service.name', value: 'shop' }],
  droppedAttributes: 0,
  schemaUrl: '',
}

/** A plain root span of 100 ms, but for `part`. The path is `trace/label`, as in drawn traces; the label is its name. */
export function spanOf(path: string, part: Partial<Span> = {}): Span {
  return {
    ref: drawnRef(path),
    parentSpanId: null,
    traceState: '',
    flags: 0x101,
    name: path.slice(path.indexOf('/') + 1),
    kind: 1,
    start: DRAWN_ORIGIN,
    end: DRAWN_ORIGIN + 100_000_000n,
    attributes: [],
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    statusCode: 0,
    statusMessage: '',
    resource: SHOP,
    scope: DRAWN_SCOPE,
    ...part,
  }
}

export function resourceOf(service: string, attributes: readonly KeyValue[] = []): Resource {
  return {
    attributes: [{ key: 'service.name', value: service }, ...attributes],
    droppedAttributes: 0,
    schemaUrl: '',
  }
}

export function linkOf(ref: SpanRef, part: Partial<Link> = {}): Link {
  return {
    to: { valid: true, ref },
    traceState: '',
    flags: 0x301,
    attributes: [],
    droppedAttributes: 0,
    ...part,
  }
}

/** Pairs, since an object can't hold every key that OTLP can. */
export function attributesOf(...pairs: (readonly [string, AttributeValue])[]): KeyValue[] {
  return pairs.map(([key, value]) => ({ key, value }))
}
