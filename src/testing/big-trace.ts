import type { Nanos } from '../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import { type Link, type Resource, STATUS_ERROR, type Span } from '../model/span.ts'
import { tracesToJson } from '../otlp/json-span.ts'
import { protoOf } from './documents.ts'
import { Random } from './random.ts'
import { OPERATIONS, SERVICES, SHOP_SCOPE } from './shop.ts'

export interface BigTraceOptions {
  /** How many. */
  readonly spans: number
  /** The same seed is the same trace. */
  readonly seed?: number
  /** Start of the root. */
  readonly start?: bigint
}

/** 2026-11-22 14:00:00 UTC. */
export const GENERATED_START = BigInt(Date.UTC(2026, 10, 22, 14)) * 1_000_000n

/** How many spans a generated process exports at once, as SDKs do by default. */
const EXPORT_SIZE = 512
const MAX_DEPTH = 14

/** A big trace as one OTLP protobuf document: 100,000 spans are some 32 MB, made in a few seconds. */
export function bigTraceProto(options: BigTraceOptions): Uint8Array {
  return protoOf(exported(bigTraceSpans(options)))
}

/** The same trace as OTLP JSON: 100,000 spans are some 74 MB. */
export function bigTraceJson(options: BigTraceOptions): string {
  const parts: string[] = []
  for (const batch of exportBatches(bigTraceSpans(options))) {
    parts.push(
      ...(tracesToJson(batch).resourceSpans as object[]).map((group) => JSON.stringify(group)),
    )
  }
  return `{"resourceSpans":[${parts.join(',')}]}`
}

interface OpenSpan {
  readonly ref: SpanRef
  readonly service: Resource
  readonly depth: number
  readonly end: Nanos
  /** Where the next child begins, more or less. */
  cursor: Nanos
  /** How many spans are still to be made below. */
  budget: number
}

/** The spans of a big trace in pre-order, made one by one. */
export function* bigTraceSpans(options: BigTraceOptions): Generator<Span> {
  const random = new Random(options.seed ?? 1)
  const origin = options.start ?? GENERATED_START
  const traceId = random.hex(16) as TraceId
  const seen: SpanRef[] = []
  const open: OpenSpan[] = []
  let made = 0
  while (made < options.spans) {
    let parent = open.at(-1)
    while (parent?.budget === 0) {
      open.pop()
      parent = open.at(-1)
    }
    const service = parent && random.chance(0.6) ? parent.service : random.pick(SERVICES)
    const child = parent
      ? openChild(parent, service, traceId, random)
      : openRoot(options.spans, traceId, service, random)
    yield spanOf(child, parent?.ref.spanId ?? null, origin, linksFrom(seen, random), random)
    // A few targets for links inside of the trace are enough, and keep memory flat.
    if (seen.length < 1000) seen.push(child.span.ref)
    open.push(child.span)
    made++
  }
}

interface NewSpan {
  readonly span: OpenSpan
  readonly start: Nanos
}

function openRoot(spans: number, traceId: TraceId, service: Resource, random: Random): NewSpan {
  const ref = { traceId, spanId: random.hex(8) as SpanId }
  const end = Math.max(1e9, spans * 50_000)
  return { span: { ref, service, depth: 0, end, cursor: 0, budget: spans - 1 }, start: 0 }
}

function openChild(parent: OpenSpan, service: Resource, traceId: TraceId, random: Random): NewSpan {
  const ref = { traceId, spanId: random.hex(8) as SpanId }
  const depth = parent.depth + 1
  const wanted = Math.floor(random.next() ** 2 * parent.budget * 0.4)
  const budget = depth < MAX_DEPTH ? wanted : 0
  const room = parent.end - parent.cursor
  const start = parent.cursor + Math.floor(room * 0.02 * random.next())
  const share = (budget + 1) / (parent.budget + 1)
  const end = start + Math.floor((parent.end - start) * share * (0.5 + random.next() / 2))
  parent.budget -= budget + 1
  // One child in ten runs beside the next.
  if (!random.chance(0.1)) parent.cursor = end
  return { span: { ref, service, depth, end, cursor: start, budget }, start }
}

function spanOf(
  { span, start }: NewSpan,
  parentSpanId: SpanId | null,
  origin: bigint,
  links: Link[],
  random: Random,
): Span {
  const operation = random.pick(OPERATIONS)
  const failed = random.chance(0.01)
  const end = origin + BigInt(span.end)
  return {
    ref: span.ref,
    parentSpanId,
    traceState: '',
    flags: 0x101,
    name: operation.name,
    kind: operation.kind,
    start: origin + BigInt(start),
    end,
    attributes: operation.attributes(random),
    droppedAttributes: 0,
    events: failed ? [exceptionAt(end)] : [],
    droppedEvents: 0,
    links,
    droppedLinks: 0,
    statusCode: failed ? STATUS_ERROR : 0,
    statusMessage: failed ? 'connection reset by peer' : '',
    resource: span.service,
    scope: SHOP_SCOPE,
  }
}

function exceptionAt(time: bigint): Span['events'][number] {
  return {
    time,
    name: 'exception',
    attributes: [
      { key: 'exception.type', value: 'ConnectionError' },
      { key: 'exception.message', value: 'connection reset by peer' },
      {
        key: 'exception.stacktrace',
        value: 'ConnectionError: connection reset by peer\n  at send',
      },
    ],
    droppedAttributes: 0,
  }
}

/** One span in a hundred has up to three links, a third of them to spans of its own trace. */
function linksFrom(seen: readonly SpanRef[], random: Random): Link[] {
  if (!random.chance(0.01)) return []
  return Array.from({ length: 1 + random.int(3) }, () => {
    const inside = seen.length > 0 && random.chance(1 / 3)
    const ref = inside
      ? random.pick(seen)
      : { traceId: random.hex(16) as TraceId, spanId: random.hex(8) as SpanId }
    return {
      to: { valid: true, ref },
      traceState: '',
      flags: 0x301,
      attributes: [{ key: 'messaging.message.id', value: random.hex(8) }],
      droppedAttributes: 0,
    }
  })
}

/** Spans as processes export them: in batches of one service, children mostly before their parents. */
function* exportBatches(spans: Iterable<Span>): Generator<Span[]> {
  const waiting = new Map<Resource, Span[]>()
  for (const span of spans) {
    const batch = waiting.get(span.resource) ?? []
    waiting.set(span.resource, batch)
    batch.push(span)
    if (batch.length < EXPORT_SIZE) continue
    waiting.delete(span.resource)
    yield batch.toReversed()
  }
  for (const batch of waiting.values()) yield batch.toReversed()
}

function* exported(spans: Iterable<Span>): Generator<Span> {
  for (const batch of exportBatches(spans)) yield* batch
}
