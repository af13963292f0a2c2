import type { Span } from '../model/span.ts'
import { encodeSpans } from '../otlp/encode-spans.ts'
import { tracesToJson } from '../otlp/json-span.ts'

/** An OTLP protobuf document with these spans in this order; takes them one by one. */
export function protoOf(spans: Iterable<Span>): Uint8Array {
  return encodeSpans(spans)
}

/** An OTLP JSON document with these spans in this order. */
export function jsonOf(spans: Iterable<Span>): string {
  return JSON.stringify(tracesToJson(spans))
}
