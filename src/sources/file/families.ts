import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeJsonObject } from '../../otlp/decode-json.ts'
import { resourceSpansOf } from '../../otlp/json-envelope.ts'
import { type JsonObject, isObject, itemsOf, stringOf } from '../../otlp/parse-json.ts'
import { decodeJaegerObject } from '../jaeger/decode-legacy.ts'
import { decodeSignozV1 } from './signoz-v1.ts'
import { decodeZipkin } from './zipkin.ts'

export type FileFormat = 'OTLP' | 'Jaeger' | 'Zipkin' | 'SigNoz'

/** A family of JSON documents. A document is a list of parts, and lists of several documents can be decoded as one. */
export interface Family {
  readonly format: FileFormat
  /** Decodes parts; a note's path begins with {@link root} and the part's index in brackets. */
  decode(parts: readonly unknown[]): SpanBatch
  readonly root: string
}

const OTLP: Family = {
  format: 'OTLP',
  root: 'resourceSpans',
  decode: (resourceSpans) => decodeJsonObject({ resourceSpans }),
}
const JAEGER: Family = {
  format: 'Jaeger',
  root: 'data',
  decode: (traces) => decodeJaegerObject({ data: traces }),
}
const ZIPKIN: Family = { format: 'Zipkin', root: '', decode: decodeZipkin }
const SIGNOZ: Family = { format: 'SigNoz', root: '', decode: decodeSignozV1 }

export type Recognised =
  | {
      readonly as: 'traces'
      readonly family: Family
      readonly parts: readonly unknown[]
      /** What the source said was missing when it wrote the document. */
      readonly missing: string | null
    }
  /** A list of documents, to be recognised one by one. */
  | { readonly as: 'list'; readonly documents: readonly unknown[] }
  /** Metrics or logs, or nothing at all: what a collector writes beside traces. */
  | { readonly as: 'no traces' }
  | { readonly as: 'unknown'; readonly why: string }

/** What a parsed JSON document holds, by the keys that its family alone has. */
export function recognise(document: unknown): Recognised {
  if (Array.isArray(document)) return recogniseList(document)
  if (!isObject(document)) return { as: 'unknown', why: 'it is neither an object nor a list' }
  const resourceSpans = resourceSpansOf(document)
  if (Array.isArray(resourceSpans)) return tracesOf(OTLP, resourceSpans, document)
  if (resourceSpans !== undefined) return { as: 'unknown', why: 'resourceSpans is not a list' }
  if (isJaegerTrace(document)) return tracesOf(JAEGER, [document], document)
  const traces = Array.isArray(document.data) ? document.data : [document.data]
  if (isJaegerTrace(traces[0])) return tracesOf(JAEGER, traces, document)
  if (isZipkinSpan(document)) return tracesOf(ZIPKIN, [document], document)
  if (isSignozBlock(document)) return tracesOf(SIGNOZ, [document], document)
  const keys = Object.keys(document)
  const others = ['resourceMetrics', 'resourceLogs', 'resourceProfiles', 'trace']
  if (keys.length === 0 || others.some((key) => keys.includes(key))) return { as: 'no traces' }
  return {
    as: 'unknown',
    why: 'it is none of OTLP JSON, Jaeger JSON, Tempo JSON, Zipkin v2 JSON',
  }
}

function recogniseList(items: readonly unknown[]): Recognised {
  const [first] = items
  if (first === undefined) return { as: 'no traces' }
  if (isJaegerTrace(first)) return tracesOf(JAEGER, items)
  if (isZipkinSpan(first)) return tracesOf(ZIPKIN, items)
  if (isSignozBlock(first)) return tracesOf(SIGNOZ, items)
  return { as: 'list', documents: items }
}

function tracesOf(
  family: Family,
  parts: readonly unknown[],
  document: JsonObject = {},
): Recognised {
  return { as: 'traces', family, parts, missing: missingOf(document) }
}

/** Tempo’s `PARTIAL` traces, and the errors that Jaeger sends beside what it found. */
function missingOf(document: JsonObject): string | null {
  const [error] = itemsOf(document.errors) ?? []
  if (isObject(error) && typeof error.msg === 'string') return error.msg
  if (document.status !== 'PARTIAL') return null
  return stringOf(document.message) || 'the source sent only a part of the trace'
}

function isJaegerTrace(value: unknown): boolean {
  return (
    isObject(value) && Array.isArray(value.spans) && ('processes' in value || 'traceID' in value)
  )
}

function isZipkinSpan(value: unknown): boolean {
  return isObject(value) && 'traceId' in value && 'id' in value
}

function isSignozBlock(value: unknown): boolean {
  return isObject(value) && Array.isArray(value.columns) && Array.isArray(value.events)
}
