import type { EpochNanos } from '../base/time.ts'
import type { Envelope } from '../otlp/decode-span.ts'
import { encodeResource, encodeScope, encodeSpan, encodeTraces } from '../otlp/encode-proto.ts'
import { type BatchItem, hourlyRun } from './sample/batch.ts'
import { sendDigest, settlePayment, shipOrder } from './sample/downstream.ts'
import { type Order, readOrder, receiveOrder, receiveOrderFailing } from './sample/orders.ts'
import { Recorder, after } from './sample/recorder.ts'
import { SERVICES, type Service } from './sample/services.ts'

export { SAMPLE_ATTRIBUTE } from './sample/services.ts'

/** Fixed, so that the ids, and with them the addresses of the sample's traces, are the same everywhere. */
const SEED = 0x7ace_117c
const MINUTE_MILLIS = 60_000

/** How long each order of the first hour waited, in minutes; the third is the one that failed. */
const FIRST_WAITS = [58.2, 44.05, 31.67, 12.15, 2.85]
/** The second hour's messages in the order of the queue. */
const SECOND_WAITS = [
  57.4, 52.9, 46.3, 41.1, 36.8, 33.5, 29.2, 24.7, 20.4, 15.6, 11.3, 8.2, 5.9, 1.8,
]
/** Positions in the second hour's queue: one order that is stored nowhere, one whose sender did not sample. */
const LOST = 5
const UNSAMPLED = 8
/** The order that is delivered a second time, and where in the queue it comes again. */
const REDELIVERED = 3
const REDELIVERED_AT = 7
/** The worker's OTEL_SPAN_LINK_COUNT_LIMIT. */
const LINK_LIMIT = 12

/** Minutes before the end, order and HTTP status of the requests that only read. */
const READS = [
  [148.3, 'A-0994', 200],
  [139.6, 'A-0997', 200],
  [131.2, 'A-0998', 200],
  [118.4, 'A-1001', 200],
  [104.9, 'A-1002', 200],
  [92.5, 'A-1003', 200],
  [79.1, 'A-1040', 404],
  [58.7, 'A-1004', 200],
  [43.3, 'A-1007', 200],
  [31.8, 'A-1009', 200],
  [17.6, 'A-1004', 200],
  [3.5, 'A-1016', 200],
] as const

/**
 * The sample scenario as ExportTraceServiceRequest bodies, one a service, as its exporter would send it: about two and
 * a half hours of an order system that end a few minutes before `now`. Two hourly batches link back to the orders they
 * took: one with a source that failed, one with a dangling, an unsampled, a repeated and three dropped links; shipments
 * link to the batches, three attempts at a payment to the one message, a digest to the spans of its own trace.
 */
export function sampleRequests(now: EpochNanos): Uint8Array[] {
  const rec = new Recorder(SEED)
  playScenario(rec, (minutes) => after(now, -minutes * MINUTE_MILLIS))
  return Object.values(SERVICES).map((service) => encodeService(rec, service))
}

/** `ago` gives the time so many minutes before the end. */
function playScenario(rec: Recorder, ago: (minutes: number) => EpochNanos): void {
  const first = ago(66)
  const firstOrders = FIRST_WAITS.map((wait, i) => {
    const receive = i === 2 ? receiveOrderFailing : receiveOrder
    return receive(rec, orderId(i), after(first, -wait * MINUTE_MILLIS))
  })
  const firstRun = hourlyRun(
    rec,
    first,
    firstOrders.map((order, i) => itemOf(order, i === 3 ? 'fails' : 'none')),
    LINK_LIMIT,
  )

  const second = ago(6)
  const secondItems = SECOND_WAITS.map((wait, i) => {
    const id = orderId(FIRST_WAITS.length + i)
    if (i === LOST || i === UNSAMPLED) return unseenItem(rec, id, i !== UNSAMPLED)
    return itemOf(receiveOrder(rec, id, after(second, -wait * MINUTE_MILLIS)), 'none')
  })
  secondItems.splice(REDELIVERED_AT, 0, { ...secondItems[REDELIVERED], redelivered: true })
  const secondRun = hourlyRun(rec, second, secondItems, LINK_LIMIT)

  const next = FIRST_WAITS.length + SECOND_WAITS.length
  receiveOrder(rec, orderId(next), ago(4.1))
  receiveOrder(rec, orderId(next + 1), ago(2.4))

  const shipped = [
    ...[0, 1, 2, 4].map((i) => ({ run: firstRun, orderId: orderId(i), carrierUp: true })),
    ...[5, 6, 7, 8].map((i) => ({ run: secondRun, orderId: orderId(i), carrierUp: i !== 7 })),
  ]
  shipped.forEach(({ run, orderId: id, carrierUp }, i) => {
    const start = after(run.process.end, 2000 + (i % 4) * rec.between(9_000, 14_000))
    shipOrder(rec, run.process, id, start, carrierUp)
  })
  for (const queued of firstRun.retries) {
    settlePayment(rec, queued, orderId(3), 1, after(queued.end, 1_200), 'times out')
    settlePayment(rec, queued, orderId(3), 2, after(queued.end, 5 * MINUTE_MILLIS), 'times out')
    settlePayment(rec, queued, orderId(3), 3, after(queued.end, 25 * MINUTE_MILLIS), 'settled')
  }
  sendDigest(
    rec,
    shipped.filter(({ carrierUp }) => carrierUp).map(({ orderId: id }) => id),
    ago(3.2),
  )

  for (const [minutes, id, status] of READS) readOrder(rec, id, ago(minutes), status)
}

function orderId(index: number): string {
  return `A-${1001 + index}`
}

function itemOf(order: Order, payment: BatchItem['payment']): BatchItem {
  return {
    orderId: order.id,
    messageId: order.messageId,
    from: order.span.ref,
    sampled: true,
    redelivered: false,
    payment,
  }
}

/** A message whose sender's trace is not in the sample. */
function unseenItem(rec: Recorder, id: string, sampled: boolean): BatchItem {
  const from = rec.ref()
  const messageId = `m-${id.toLowerCase()}-${from.spanId.slice(0, 4)}`
  return { orderId: id, messageId, from, sampled, redelivered: false, payment: 'none' }
}

function encodeService(rec: Recorder, service: Service): Uint8Array {
  const envelope: Envelope = {
    resource: encodeResource(service.resource),
    resourceSchemaUrl: service.resource.schemaUrl,
    scope: encodeScope(service.scope),
    scopeSchemaUrl: service.scope.schemaUrl,
  }
  return encodeTraces(
    rec.spans
      .filter((span) => span.resource === service.resource)
      .map((span) => ({ envelope, bytes: encodeSpan(span) })),
  )
}
