import type { EpochNanos } from '../../base/time.ts'
import { STATUS_ERROR, STATUS_OK, type Span } from '../../model/span.ts'
import { query } from './orders.ts'
import {
  CLIENT,
  CONSUMER,
  INTERNAL,
  type Recorder,
  SERVER,
  after,
  failure,
  link,
  localLink,
} from './recorder.ts'
import { SERVICES } from './services.ts'

/** What a batch sets off for one order: a trace of its own that links to the batch's span. */
export function shipOrder(
  rec: Recorder,
  batch: Span,
  orderId: string,
  start: EpochNanos,
  carrierUp: boolean,
): void {
  const millis = rec.between(150, 290)
  const root = rec.span({
    service: SERVICES.shipping,
    name: 'ship-order',
    kind: CONSUMER,
    start,
    millis,
    attributes: { ...message('shipments'), 'order.id': orderId },
    links: [link(batch.ref, { 'order.id': orderId, 'messaging.destination.name': 'shipments' })],
    ...(carrierUp
      ? { statusCode: STATUS_OK }
      : failure(after(start, millis - 4), '*carrier.UnavailableError', 'carrier answered 503', [
          'shipping/carrier.(*Client).CreateLabel /src/carrier/client.go:97',
          'shipping/consumer.(*Consumer).shipOrder /src/consumer/ship.go:52',
        ])),
  })
  const label = millis * 0.55
  rec.span({
    service: SERVICES.shipping,
    name: 'POST',
    kind: CLIENT,
    parent: root,
    start: after(start, 6),
    millis: label,
    attributes: {
      'http.request.method': 'POST',
      'http.response.status_code': carrierUp ? 201n : 503n,
      'url.full': 'https://carrier.example/v2/labels',
      'server.address': 'carrier.example',
    },
    statusCode: carrierUp ? 0 : STATUS_ERROR,
  })
  rec.span({
    service: SERVICES.db,
    name: 'UPDATE orders',
    kind: SERVER,
    parent: root,
    start: after(start, label + 14),
    millis: millis * 0.25,
    attributes: query('UPDATE', 'UPDATE orders SET shipment = $2 WHERE id = $1'),
  })
}

/** One attempt at a queued payment. Every attempt is a trace of its own that links to the span that queued it. */
export function settlePayment(
  rec: Recorder,
  queued: Span,
  orderId: string,
  attempt: number,
  start: EpochNanos,
  outcome: 'times out' | 'settled',
): void {
  const fails = outcome === 'times out'
  const millis = fails ? 3000 + rec.between(8, 40) : rec.between(280, 360)
  const root = rec.span({
    service: SERVICES.payments,
    name: 'settle-payment',
    kind: CONSUMER,
    start,
    millis,
    attributes: {
      ...message('payments.settle'),
      'messaging.message.id': `m-settle-${orderId.toLowerCase()}`,
      'order.id': orderId,
      'retry.attempt': BigInt(attempt),
    },
    links: [link(queued.ref, { 'order.id': orderId, 'retry.attempt': BigInt(attempt) })],
    ...(fails
      ? failure(after(start, millis - 2), 'java.net.SocketTimeoutException', 'Read timed out', [
          'java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)',
          'com.example.payments.Provider.capture(Provider.java:71)',
          'com.example.payments.SettleListener.onMessage(SettleListener.java:58)',
        ])
      : { statusCode: STATUS_OK }),
  })
  rec.span({
    service: SERVICES.payments,
    name: 'POST',
    kind: CLIENT,
    parent: root,
    start: after(start, 4),
    millis: millis - 8,
    attributes: {
      'http.request.method': 'POST',
      'url.full': 'https://provider.example/v1/captures',
      'server.address': 'provider.example',
      ...(fails
        ? { 'error.type': 'java.net.SocketTimeoutException' }
        : { 'http.response.status_code': 200n }),
    },
    statusCode: fails ? STATUS_ERROR : 0,
  })
}

/** A fan-in inside one trace: a mail per order, and `notify-customers` that links to each of their spans. */
export function sendDigest(rec: Recorder, orderIds: readonly string[], start: EpochNanos): void {
  const rendering = orderIds.map(() => rec.between(18, 46))
  const rendered = after(start, 14 + rendering.reduce((sum, millis) => sum + millis, 0))
  const root = rec.span({
    service: SERVICES.notifications,
    name: 'send-digest',
    kind: INTERNAL,
    start,
    millis: Number(rendered - start) / 1e6 + 214,
    attributes: { 'job.name': 'shipment-digest' },
  })
  let at = after(start, 8)
  const mails = orderIds.map((orderId, i) => {
    const mail = rec.span({
      service: SERVICES.notifications,
      name: 'render-mail',
      kind: INTERNAL,
      parent: root,
      start: at,
      millis: rendering[i],
      attributes: { 'order.id': orderId, 'mail.template': 'shipment' },
    })
    at = mail.end
    return { orderId, mail }
  })
  rec.span({
    service: SERVICES.notifications,
    name: 'notify-customers',
    kind: CLIENT,
    parent: root,
    start: rendered,
    millis: 201,
    attributes: {
      'batch.size': BigInt(mails.length),
      'server.address': 'smtp.example',
      'server.port': 587n,
    },
    links: mails.map(({ orderId, mail }) => localLink(mail, { 'order.id': orderId })),
    statusCode: STATUS_OK,
  })
}

function message(destination: string): Record<string, string> {
  return {
    'messaging.system': 'rabbitmq',
    'messaging.operation.type': 'process',
    'messaging.operation.name': 'process',
    'messaging.destination.name': destination,
  }
}
