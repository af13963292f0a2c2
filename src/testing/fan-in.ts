import { MINUTE, SECOND } from '../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import { type Link, type Resource, STATUS_ERROR, type Span } from '../model/span.ts'
import { GENERATED_START } from './big-trace.ts'
import { Random } from './random.ts'
import { SERVICES, SHOP_SCOPE } from './shop.ts'

export interface FanIn {
  /** The batch trace: `nightly-run` → `process-batch`, which has the links → up to 100 `process-item`. */
  readonly batch: readonly Span[]
  /** The reference of the span that has the links. */
  readonly processBatch: SpanRef
  /** The linked traces, three spans each, in the order of the links; made one by one, again at each iteration. */
  readonly sources: Iterable<readonly Span[]>
}

const SHOP = SERVICES[0]
const ORDERS = SERVICES[1]
const BATCH = SERVICES[2]
const MAX_ITEMS = 100

/** A batch whose one span links to `links` source traces. The same seed is the same batch. */
export function fanIn(links: number, seed = 1): FanIn {
  const random = new Random(seed)
  const traceId = random.hex(16) as TraceId
  const ref = () => ({ traceId, spanId: random.hex(8) as SpanId })
  const targets = Array.from({ length: links }, (_, i) => sourceOf(i, seed).target)
  const root = plain('nightly-run', ref(), null, 0, 10 * SECOND, BATCH)
  const batch = {
    ...plain('process-batch', ref(), root, SECOND / 10, 9 * SECOND, BATCH),
    kind: 5,
    attributes: [{ key: 'batch.size', value: BigInt(links) }],
    links: targets.map(linkTo),
  }
  const items = targets
    .slice(0, MAX_ITEMS)
    .map((_, i) =>
      plain('process-item', ref(), batch, SECOND + i * 1e6, SECOND + (i + 1) * 1e6, BATCH),
    )
  return {
    batch: [root, batch, ...items],
    processBatch: batch.ref,
    sources: {
      *[Symbol.iterator]() {
        for (let i = 0; i < links; i++) yield sourceOf(i, seed).spans
      },
    },
  }
}

/** `POST /orders` → `receive-order`, the linked span → `INSERT orders`; one in fifty fails. */
function sourceOf(i: number, seed: number): { spans: Span[]; target: SpanRef } {
  const random = new Random(seed * 1_000_003 + i + 1)
  const traceId = random.hex(16) as TraceId
  const ref = () => ({ traceId, spanId: random.hex(8) as SpanId })
  const at = -random.int(60 * MINUTE) - SECOND
  const took = 20e6 + random.int(500e6)
  const statusCode = random.chance(0.02) ? STATUS_ERROR : 0
  const root = { ...plain('POST /orders', ref(), null, at, at + took, SHOP), kind: 2 }
  const target = {
    ...plain('receive-order', ref(), root, at + 1e6, at + took - 1e6, ORDERS),
    kind: 4,
    statusCode,
    attributes: [{ key: 'order.id', value: BigInt(i) }],
  }
  const insert = plain('INSERT orders', ref(), target, at + 2e6, at + took / 2, ORDERS)
  return { spans: [root, target, { ...insert, kind: 3 }], target: target.ref }
}

function linkTo(ref: SpanRef, i: number): Link {
  return {
    to: { valid: true, ref },
    traceState: '',
    flags: 0x301,
    attributes: [
      { key: 'order.id', value: BigInt(i) },
      { key: 'messaging.message.id', value: ref.spanId },
    ],
    droppedAttributes: 0,
  }
}

/** `start` and `end` count from the start of the batch. */
function plain(
  name: string,
  ref: SpanRef,
  parent: Span | null,
  start: number,
  end: number,
  resource: Resource,
): Span {
  return {
    ref,
    parentSpanId: parent?.ref.spanId ?? null,
    traceState: '',
    flags: 0x101,
    name,
    kind: 1,
    start: GENERATED_START + BigInt(Math.round(start)),
    end: GENERATED_START + BigInt(Math.round(end)),
    attributes: [],
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    statusCode: 0,
    statusMessage: '',
    resource,
    scope: SHOP_SCOPE,
  }
}
