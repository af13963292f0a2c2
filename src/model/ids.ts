import { bytesFromBase64 } from '../base/base64.ts'
import type { Brand } from '../base/brand.ts'
import { bytesFromHex, hexOf } from '../base/hex.ts'

/** 32 lower-case hex digits, not all zero (W3C Trace Context, trace-id). */
export type TraceId = Brand<string, 'TraceId'>
/** 16 lower-case hex digits, not all zero (W3C Trace Context, parent-id). */
export type SpanId = Brand<string, 'SpanId'>
/** `traceId:spanId`: the only key of a map or a list. A span id alone identifies nothing. */
export type SpanKey = Brand<string, 'SpanKey'>

export interface SpanRef {
  readonly traceId: TraceId
  readonly spanId: SpanId
}

export const TRACE_ID_BYTES = 16
export const SPAN_ID_BYTES = 8

/** Hex of either case, short ids padded on the left; null when it is no valid trace id. */
export function parseTraceId(text: string): TraceId | null {
  return normalise(text, TRACE_ID_BYTES * 2) as TraceId | null
}

/** Hex of either case, short ids padded on the left; null when it is no valid span id. */
export function parseSpanId(text: string): SpanId | null {
  return normalise(text, SPAN_ID_BYTES * 2) as SpanId | null
}

export function parseSpanRef(traceId: string, spanId: string): SpanRef | null {
  const trace = parseTraceId(traceId)
  const span = parseSpanId(spanId)
  return trace && span && { traceId: trace, spanId: span }
}

function normalise(text: string, digits: number): string | null {
  if (text.length === 0 || text.length > digits || !/^[0-9a-fA-F]+$/.test(text)) return null
  const id = text.toLowerCase().padStart(digits, '0')
  return /^0+$/.test(id) ? null : id
}

export function spanKey(ref: SpanRef): SpanKey {
  return `${ref.traceId}:${ref.spanId}` as SpanKey
}

export function refOfKey(key: SpanKey): SpanRef {
  const [traceId, spanId] = key.split(':')
  return { traceId: traceId as TraceId, spanId: spanId as SpanId }
}

export function sameRef(a: SpanRef, b: SpanRef): boolean {
  return a.traceId === b.traceId && a.spanId === b.spanId
}

export function traceIdAt(column: Uint8Array, row: number): TraceId {
  return hexOf(column, row * TRACE_ID_BYTES, (row + 1) * TRACE_ID_BYTES) as TraceId
}

export function spanIdAt(column: Uint8Array, row: number): SpanId {
  return hexOf(column, row * SPAN_ID_BYTES, (row + 1) * SPAN_ID_BYTES) as SpanId
}

export function isZero(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false
  return true
}

/** Whether entry `i` of one id column is entry `j` of another. */
export function sameId(a: Uint8Array, i: number, b: Uint8Array, j: number, size: number): boolean {
  for (let k = 0; k < size; k++) if (a[i * size + k] !== b[j * size + k]) return false
  return true
}

/** Copies `count` entries of an id column; for a few bytes a loop is cheaper than the two views that `set` needs. */
export function copyIds(
  from: Uint8Array,
  i: number,
  to: Uint8Array,
  j: number,
  size: number,
  count = 1,
): void {
  for (let k = 0; k < size * count; k++) to[j * size + k] = from[i * size + k]
}

/**
 * The bytes of an id in a JSON document: hex as OTLP/JSON has it, or the base64 of the generic protobuf
 * JSON mapping (Tempo, VictoriaTraces). Decided per field, since real documents mix them.
 * Null when it is neither or not `size` bytes long.
 */
export function idBytesFromJson(text: string, size: number): Uint8Array | null {
  const hex = text.length === size * 2 ? bytesFromHex(text) : null
  if (hex) return hex
  const bytes = bytesFromBase64(text)
  return bytes?.length === size ? bytes : null
}
