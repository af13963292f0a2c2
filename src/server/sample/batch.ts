import type { EpochNanos } from '../../base/time.ts'
import type { AttributeValue } from '../../model/attributes.ts'
import type { SpanRef } from '../../model/ids.ts'
import { type Link, STATUS_ERROR, STATUS_OK, type Span } from '../../model/span.ts'
import {
  CLIENT,
  CONSUMER,
  INTERNAL,
  PRODUCER,
  REMOTE_UNSAMPLED,
  type Recorder,
  SERVER,
  after,
  event,
  failure,
  link,
} from './recorder.ts'
import { query } from './orders.ts'
import { SERVICES } from './services.ts'

/** One message as the batch takes it from the queue. */
export interface BatchItem {
  readonly orderId: string
  readonly messageId: string
  readonly from: SpanRef
  /** The sender's decision, which travels with the message. */
  readonly sampled: boolean
  /** Taken before, and delivered again. */
  readonly redelivered: boolean
  /** Capturing its payment fails. */
  readonly payment: 'none' | 'fails'
}

export interface BatchRun {
  readonly process: Span
  /** The span that queued each failed payment for another attempt. */
  readonly retries: readonly Span[]
}

interface Slot {
  readonly process: Span
  readonly item: BatchItem
  readonly position: number
  readonly start: EpochNanos
}

/** From the root's start to `process-batch`, in milliseconds. */
const LEAD_MILLIS = 55.4

/**
 * One hourly run: `process-batch` starts at `start` and links to where each item came from, `linkLimit` at most as
 * the SDK's limit would have it; the rest is counted as dropped.
 */
export function hourlyRun(
  rec: Recorder,
  start: EpochNanos,
  items: readonly BatchItem[],
  linkLimit: number,
): BatchRun {
  const work = items.map((item) => (item.payment === 'fails' ? 292 : rec.between(84, 340)))
  const millis = work.reduce((sum, each) => sum + each + 12, 60)
  const root = rec.span({
    service: SERVICES.batch,
    name: 'hourly-run',
    kind: INTERNAL,
    start: after(start, -LEAD_MILLIS),
    millis: millis + LEAD_MILLIS + 78,
    attributes: { 'job.name': 'reconcile-orders', 'job.schedule': '0 * * * *' },
  })
  const failures = items.filter((item) => item.payment === 'fails').length
  const process = rec.span({
    service: SERVICES.batch,
    name: 'process-batch',
    kind: CONSUMER,
    parent: root,
    start,
    millis,
    attributes: {
      'messaging.system': 'rabbitmq',
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.destination.name': 'orders',
      'messaging.consumer.group.name': 'orders-batch',
      'messaging.batch.message_count': BigInt(items.length),
      'batch.size': BigInt(items.length),
      'batch.failed': BigInt(failures),
    },
    events: [
      event(after(start, 3), 'batch.received', { 'batch.size': BigInt(items.length) }),
      event(after(start, millis - 2), 'batch.committed', { 'batch.failed': BigInt(failures) }),
    ],
    links: items.slice(0, linkLimit).map(linkOf),
    droppedLinks: Math.max(0, items.length - linkLimit),
    statusCode: STATUS_OK,
  })
  const retries: Span[] = []
  let at = after(start, 42)
  items.forEach((item, position) => {
    const retry = reconcile(rec, { process, item, position, start: at }, work[position])
    if (retry) retries.push(retry)
    at = after(at, work[position] + 12)
  })
  return { process, retries }
}

function linkOf(item: BatchItem, position: number): Link {
  const values: Record<string, AttributeValue> = {
    'order.id': item.orderId,
    'messaging.message.id': item.messageId,
    'queue.position': BigInt(position),
    ...(item.redelivered && { 'messaging.redelivered': true }),
  }
  return item.sampled ? link(item.from, values) : link(item.from, values, REMOTE_UNSAMPLED)
}

/** Returns the span that queued another attempt, where the item's payment failed. */
function reconcile(rec: Recorder, slot: Slot, millis: number): Span | null {
  const { process, item, start } = slot
  const fails = item.payment === 'fails'
  const message = 'payment provider answered 502'
  const span = rec.span({
    service: SERVICES.batch,
    name: 'reconcile',
    kind: INTERNAL,
    parent: process,
    start,
    millis,
    attributes: {
      'order.id': item.orderId,
      'messaging.message.id': item.messageId,
      'queue.position': BigInt(slot.position),
    },
    ...(item.redelivered && { events: [event(after(start, 5), 'already reconciled')] }),
    ...(fails &&
      failure(after(start, 240), 'orders_batch.errors.CaptureFailed', message, [
        'reconcile (/app/orders_batch/reconcile.py:61)',
        'process_batch (/app/orders_batch/worker.py:118)',
        'run (/app/orders_batch/worker.py:37)',
      ])),
  })
  if (fails) return capture(rec, span, item)
  if (!item.redelivered) {
    rec.span({
      service: SERVICES.db,
      name: 'UPDATE orders',
      kind: SERVER,
      parent: span,
      start: after(start, 9),
      millis: millis * rec.between(0.5, 0.8),
      attributes: query('UPDATE', 'UPDATE orders SET state = $2 WHERE id = $1'),
    })
  }
  return null
}

function capture(rec: Recorder, reconcile: Span, item: BatchItem): Span {
  const http = {
    'http.request.method': 'POST',
    'http.response.status_code': 502n,
    'error.type': '502',
    'order.id': item.orderId,
  }
  const call = rec.span({
    service: SERVICES.batch,
    name: 'POST',
    kind: CLIENT,
    parent: reconcile,
    start: after(reconcile.start, 8),
    millis: 229,
    attributes: { ...http, 'url.full': 'http://payments:8080/capture' },
    statusCode: STATUS_ERROR,
  })
  rec.span({
    service: SERVICES.payments,
    name: 'POST /capture',
    kind: SERVER,
    parent: call,
    start: after(call.start, 3),
    millis: 221,
    attributes: { ...http, 'http.route': '/capture', 'url.path': '/capture' },
    ...failure(after(call.start, 219), 'java.io.IOException', 'provider answered 502', [
      'com.example.payments.Provider.capture(Provider.java:74)',
      'com.example.payments.CaptureController.post(CaptureController.java:39)',
      'java.base/java.lang.Thread.run(Thread.java:1583)',
    ]),
  })
  return rec.span({
    service: SERVICES.batch,
    name: 'publish payments.settle',
    kind: PRODUCER,
    parent: reconcile,
    start: after(reconcile.start, 264),
    millis: 11.6,
    attributes: {
      'messaging.system': 'rabbitmq',
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'publish',
      'messaging.destination.name': 'payments.settle',
      'messaging.message.id': `m-settle-${item.orderId.toLowerCase()}`,
      'order.id': item.orderId,
    },
  })
}
