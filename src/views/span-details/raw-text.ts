import type { Span } from '../../model/span.ts'
import { tracesToJson } from '../../otlp/json-span.ts'

/** One span with its resource and scope as an OTLP JSON document (TracesData), which opens again as a file. */
export function rawText(span: Span): string {
  return JSON.stringify(tracesToJson([span]), null, 2)
}

export function rawFileName(span: Span): string {
  return `span-${span.ref.spanId}.json`
}
