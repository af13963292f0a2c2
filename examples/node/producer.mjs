// Receives orders: each is a trace of its own, and its context travels with the queued message.
// node producer.mjs [ORDERS] [--queue FILE]
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ROOT_CONTEXT, SpanKind, defaultTextMapSetter, trace } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { DEFAULT_PATH, QueueFile } from './queue-file.mjs'
import { providerFor, shutDown } from './telemetry.mjs'

const { values, positionals } = parseArgs({
  options: { queue: { type: 'string', default: DEFAULT_PATH } },
  allowPositionals: true,
})
const orders = Number(positionals[0] ?? 5)
const queue = new QueueFile(values.queue)
const provider = providerFor('orders.api')
const tracer = provider.getTracer('examples.producer')
const propagator = new W3CTraceContextPropagator()

for (let number = 1; number <= orders; number++) {
  const orderId = `A-${1000 + number}`
  const span = tracer.startSpan(
    'receive-order',
    { kind: SpanKind.PRODUCER, attributes: { 'order.id': orderId } },
    ROOT_CONTEXT,
  )
  await pause(20) // stands for the work of taking an order
  const headers = {}
  propagator.inject(trace.setSpan(ROOT_CONTEXT, span), headers, defaultTextMapSetter)
  queue.put(orderId, headers)
  span.end()
}
await shutDown(provider)
console.log(`queued ${orders} orders in ${values.queue}`)
