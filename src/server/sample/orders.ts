import type { EpochNanos } from '../../base/time.ts'
import type { Span } from '../../model/span.ts'
import { CLIENT, PRODUCER, type Recorder, SERVER, after, event, failure } from './recorder.ts'
import { SERVICES } from './services.ts'

/** One message in the queue: what a batch knows of an order. */
export interface Order {
  readonly id: string
  readonly messageId: string
  readonly span: Span
}

/** An order that comes in over HTTP, is stored and queued: one trace that ends at `end`. */
export function receiveOrder(rec: Recorder, id: string, end: EpochNanos): Order {
  const millis = rec.between(36, 58)
  const start = after(end, -millis)
  const root = rec.span({
    service: SERVICES.api,
    name: 'receive-order',
    kind: SERVER,
    start,
    millis,
    attributes: { ...request(201), ...orderOf(rec, id) },
    events: [event(after(start, 4.2), 'order.validated', { 'order.id': id })],
  })
  insertOrder(rec, root, after(start, 6), millis * 0.4)
  return { id, span: root, messageId: publishOrder(rec, root, id, after(start, millis * 0.6)) }
}

/** An order whose caller got an error after the message had been queued: the batch takes it all the same. */
export function receiveOrderFailing(rec: Recorder, id: string, end: EpochNanos): Order {
  const start = after(end, -612)
  const message = 'stock reservation timed out after 500 ms'
  const failed = failure(after(start, 606), 'InventoryTimeoutError', message, [
    'InventoryClient.reserve (/app/src/inventory-client.js:88:13)',
    'process.processTicksAndRejections (node:internal/process/task_queues:103:5)',
    'async receiveOrder (/app/src/routes/orders.js:41:23)',
    'async Router.handle (/app/src/http/router.js:112:7)',
  ])
  const root = rec.span({
    service: SERVICES.api,
    name: 'receive-order',
    kind: SERVER,
    start,
    millis: 612,
    attributes: { ...request(504), ...orderOf(rec, id), 'error.type': 'InventoryTimeoutError' },
    ...failed,
  })
  insertOrder(rec, root, after(start, 8), 41.7)
  const messageId = publishOrder(rec, root, id, after(start, 52))
  const reserve = rec.span({
    service: SERVICES.api,
    name: 'POST /reservations',
    kind: CLIENT,
    parent: root,
    start: after(start, 104),
    millis: 501.3,
    attributes: {
      'http.request.method': 'POST',
      'url.full': 'http://inventory:8080/reservations',
      'server.address': 'inventory',
      'server.port': 8080n,
      'error.type': 'timeout',
    },
    statusCode: 2,
    statusMessage: 'timeout',
  })
  rec.span({
    service: SERVICES.inventory,
    name: 'POST /reservations',
    kind: SERVER,
    parent: reserve,
    start: after(start, 107),
    millis: 494.1,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/reservations',
      'http.response.status_code': 200n,
      'order.id': id,
    },
    events: [event(after(start, 130), 'lock.contended', { 'lock.name': 'sku-4711' })],
  })
  return { id, span: root, messageId }
}

/** A request that reads an order: no links, the background of the table. */
export function readOrder(rec: Recorder, id: string, start: EpochNanos, statusCode: number): void {
  const millis = rec.between(5, 24)
  const root = rec.span({
    service: SERVICES.api,
    name: 'GET /orders/{id}',
    kind: SERVER,
    start,
    millis,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/orders/{id}',
      'url.path': `/orders/${id}`,
      'http.response.status_code': BigInt(statusCode),
      'order.id': id,
    },
  })
  rec.span({
    service: SERVICES.db,
    name: 'SELECT orders',
    kind: SERVER,
    parent: root,
    start: after(start, 1.4),
    millis: millis * 0.6,
    attributes: query('SELECT', 'SELECT * FROM orders WHERE id = $1'),
  })
}

export function query(operation: string, text: string): Record<string, string> {
  return {
    'db.system.name': 'postgresql',
    'db.namespace': 'orders',
    'db.collection.name': 'orders',
    'db.operation.name': operation,
    'db.query.text': text,
  }
}

function request(status: number) {
  return {
    'http.request.method': 'POST',
    'http.route': '/orders',
    'url.path': '/orders',
    'url.scheme': 'https',
    'http.response.status_code': BigInt(status),
  }
}

function orderOf(rec: Recorder, id: string) {
  return {
    'order.id': id,
    'order.items': BigInt(Math.ceil(rec.between(0.1, 6))),
    'order.total': rec.between(12, 240),
  }
}

function insertOrder(rec: Recorder, parent: Span, start: EpochNanos, millis: number): void {
  rec.span({
    service: SERVICES.db,
    name: 'INSERT orders',
    kind: SERVER,
    parent,
    start,
    millis,
    attributes: query('INSERT', 'INSERT INTO orders (id, body, state) VALUES ($1, $2, $3)'),
  })
}

function publishOrder(rec: Recorder, parent: Span, id: string, start: EpochNanos): string {
  const messageId = `m-${id.toLowerCase()}-${parent.ref.spanId.slice(0, 4)}`
  rec.span({
    service: SERVICES.api,
    name: 'publish orders',
    kind: PRODUCER,
    parent,
    start,
    millis: rec.between(3, 9),
    attributes: {
      'messaging.system': 'rabbitmq',
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'publish',
      'messaging.destination.name': 'orders',
      'messaging.message.id': messageId,
      'order.id': id,
    },
  })
  return messageId
}
