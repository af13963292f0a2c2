import { type EpochNanos, MILLISECOND } from '../../base/time.ts'
import type { Attributes, AttributeValue } from '../../model/attributes.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import { type Link, type Span, type SpanEvent, STATUS_ERROR } from '../../model/span.ts'
import type { Service } from './services.ts'

export const INTERNAL = 1
export const SERVER = 2
export const CLIENT = 3
export const PRODUCER = 4
export const CONSUMER = 5

/** Flags of a span or link whose context came from the same process, and from another one; both sampled. */
const LOCAL = 0x101
const REMOTE = 0x301
/** From another process that decided against sampling. */
export const REMOTE_UNSAMPLED = 0x300

export interface SpanDraft {
  readonly service: Service
  readonly name: string
  readonly kind: number
  /** In the same trace; left out, the span is the root of a new one. */
  readonly parent?: Span
  readonly start: EpochNanos
  readonly millis: number
  readonly attributes?: Record<string, AttributeValue>
  readonly events?: readonly SpanEvent[]
  readonly links?: readonly Link[]
  readonly droppedLinks?: number
  readonly statusCode?: number
  readonly statusMessage?: string
}

/** Keeps the spans of the scenario and hands out ids and variations that are the same in every run. */
export class Recorder {
  readonly spans: Span[] = []
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  span(draft: SpanDraft): Span {
    const { parent } = draft
    const span: Span = {
      ref: parent ? { traceId: parent.ref.traceId, spanId: this.#spanId() } : this.ref(),
      parentSpanId: parent?.ref.spanId ?? null,
      traceState: '',
      flags: parent && parent.resource !== draft.service.resource ? REMOTE : LOCAL,
      name: draft.name,
      kind: draft.kind,
      start: draft.start,
      end: after(draft.start, draft.millis),
      attributes: attributes(draft.attributes ?? {}),
      droppedAttributes: 0,
      events: draft.events ?? [],
      droppedEvents: 0,
      links: draft.links ?? [],
      droppedLinks: draft.droppedLinks ?? 0,
      statusCode: draft.statusCode ?? 0,
      statusMessage: draft.statusMessage ?? '',
      resource: draft.service.resource,
      scope: draft.service.scope,
    }
    this.spans.push(span)
    return span
  }

  /** A reference to a span that the scenario may or may not contain. */
  ref(): SpanRef {
    return { traceId: (this.#hex(8) + this.#hex(24)) as TraceId, spanId: this.#spanId() }
  }

  /** Between `low` and `high`, with two decimals. */
  between(low: number, high: number): number {
    return Math.round((low + (this.#next() / 2 ** 32) * (high - low)) * 100) / 100
  }

  /** `digits` hex digits, a multiple of 8. */
  #hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.#next().toString(16).padStart(8, '0')
    return text
  }

  #spanId(): SpanId {
    return this.#hex(16) as SpanId
  }

  /** Xorshift32 (Marsaglia 2003): never 0 from a seed other than 0, so no id is all zero. */
  #next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (this.#state = x >>> 0)
  }
}

export function after(time: EpochNanos, millis: number): EpochNanos {
  return time + BigInt(Math.round(millis * MILLISECOND))
}

export function attributes(values: Record<string, AttributeValue>): Attributes {
  return Object.entries(values).map(([key, value]) => ({ key, value }))
}

export function event(
  time: EpochNanos,
  name: string,
  values: Record<string, AttributeValue> = {},
): SpanEvent {
  return { time, name, attributes: attributes(values), droppedAttributes: 0 }
}

/** The two parts by which SDKs report a caught exception: the status and an `exception` event. */
export function failure(
  time: EpochNanos,
  type: string,
  message: string,
  frames: readonly string[],
): Pick<SpanDraft, 'statusCode' | 'statusMessage' | 'events'> {
  return {
    statusCode: STATUS_ERROR,
    statusMessage: message,
    events: [
      event(time, 'exception', {
        'exception.type': type,
        'exception.message': message,
        'exception.stacktrace': [`${type}: ${message}`, ...frames].join('\n    at '),
      }),
    ],
  }
}

export function link(to: SpanRef, values: Record<string, AttributeValue>, flags = REMOTE): Link {
  return {
    to: { valid: true, ref: to },
    traceState: '',
    flags,
    attributes: attributes(values),
    droppedAttributes: 0,
  }
}

/** A link to a span of the same process and trace. */
export function localLink(to: Span, values: Record<string, AttributeValue>): Link {
  return link(to.ref, values, LOCAL)
}
