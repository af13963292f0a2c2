import type { EpochNanos } from '../base/time.ts'
import type { Attributes } from './attributes.ts'
import type { SpanId, SpanRef } from './ids.ts'

/** OTLP SpanKind. Numbers outside 0–5 are kept as sent and shown as unspecified. */
export type SpanKind = 0 | 1 | 2 | 3 | 4 | 5
export const SPAN_KINDS = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
] as const

export function kindName(kind: number): (typeof SPAN_KINDS)[number] {
  return SPAN_KINDS[kind] ?? 'unspecified'
}

/** OTLP StatusCode. */
export type StatusCode = 0 | 1 | 2
export const STATUS_UNSET = 0
export const STATUS_OK = 1
export const STATUS_ERROR = 2
export const STATUS_NAMES = ['Unset', 'OK', 'Error'] as const

export function statusName(code: number): (typeof STATUS_NAMES)[number] {
  return STATUS_NAMES[code] ?? 'Unset'
}

export interface Resource {
  readonly attributes: Attributes
  readonly droppedAttributes: number
  readonly schemaUrl: string
}

export interface Scope {
  readonly name: string
  readonly version: string
  readonly attributes: Attributes
  readonly droppedAttributes: number
  readonly schemaUrl: string
}

export interface SpanEvent {
  readonly time: EpochNanos
  readonly name: string
  readonly attributes: Attributes
  readonly droppedAttributes: number
}

/** One span with all that OTLP carries; made on demand for one row, never kept for a whole trace. */
export interface Span {
  readonly ref: SpanRef
  readonly parentSpanId: SpanId | null
  readonly traceState: string
  /** W3C trace flags in bits 0–7; 0x100 "is-remote is known", 0x200 "parent is remote". */
  readonly flags: number
  readonly name: string
  readonly kind: number
  readonly start: EpochNanos
  readonly end: EpochNanos
  readonly attributes: Attributes
  readonly droppedAttributes: number
  readonly events: readonly SpanEvent[]
  readonly droppedEvents: number
  readonly links: readonly Link[]
  /** Links that the SDK discarded because of its limit (128 unless configured). */
  readonly droppedLinks: number
  readonly statusCode: number
  readonly statusMessage: string
  readonly resource: Resource
  readonly scope: Scope
}

/** A span link as the linking span carries it. */
export interface Link {
  readonly to: LinkEnd
  readonly traceState: string
  readonly flags: number
  /** `null`: this source does not keep link attributes, which is not the same as none. */
  readonly attributes: Attributes | null
  readonly droppedAttributes: number
}

/** Where a link points: a span reference, or ids that can't name a span, kept as they came. */
export type LinkEnd =
  | { readonly valid: true; readonly ref: SpanRef }
  | {
      readonly valid: false
      readonly traceId: string
      readonly spanId: string
      readonly reason: 'zero id' | 'wrong length' | 'not an id'
    }

const SAMPLED = 0x01
const REMOTE_KNOWN = 0x100
const REMOTE = 0x200

/**
 * Link flags in words. Some SDKs write only the "remote" bits, so an unset sampled bit says something only where the
 * linking span's own flags, which are sampled or it would not have been exported, show that its sender writes that bit.
 */
export function linkFlags(
  link: number,
  linkingSpan: number,
): { sampled: boolean | null; remote: boolean | null } {
  return {
    sampled: link & SAMPLED ? true : linkingSpan & SAMPLED ? false : null,
    remote: link & REMOTE_KNOWN ? (link & REMOTE) !== 0 : null,
  }
}

export function serviceOf(resource: Resource): string {
  const entry = resource.attributes.find((candidate) => candidate.key === 'service.name')
  return typeof entry?.value === 'string' ? entry.value : ''
}
