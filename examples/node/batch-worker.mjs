// Takes all queued orders as one batch, in a trace of its own that links to the trace of each order.
// node batch-worker.mjs [--queue FILE] [--app ADDRESS]
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  defaultTextMapGetter,
  trace,
} from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { DEFAULT_PATH, QueueFile } from './queue-file.mjs'
import { providerFor, shutDown } from './telemetry.mjs'

const { values } = parseArgs({
  options: {
    queue: { type: 'string', default: DEFAULT_PATH },
    app: { type: 'string', default: 'http://localhost:4319' },
  },
})
const queue = new QueueFile(values.queue)
const messages = queue.waiting()
if (messages.length === 0) {
  console.log(`no orders wait in ${values.queue}: run producer.mjs first`)
} else {
  const { traceId, spanId } = await processBatch()
  console.log(`processed ${messages.length} orders in trace ${traceId}`)
  console.log(`${values.app}/trace/${traceId}?span=${spanId}`)
}

async function processBatch() {
  const provider = providerFor('orders-batch')
  const tracer = provider.getTracer('examples.batch-worker')
  const batch = tracer.startSpan(
    'process-batch',
    {
      kind: SpanKind.CONSUMER,
      links: messages.map(linkToSender),
      attributes: { 'batch.size': messages.length },
    },
    ROOT_CONTEXT,
  )
  for (const { orderId } of messages) {
    const item = tracer.startSpan(
      'reconcile',
      { attributes: { 'order.id': orderId } },
      trace.setSpan(ROOT_CONTEXT, batch),
    )
    await pause(30) // stands for the work on one order
    item.end()
  }
  batch.setStatus({ code: SpanStatusCode.OK })
  batch.end()
  await shutDown(provider)
  queue.remove(messages.length)
  return batch.spanContext()
}

/** The context that the producer injected, as a link. A message without one gives a link that names no span. */
function linkToSender({ orderId, headers }, position) {
  const sender = new W3CTraceContextPropagator().extract(
    ROOT_CONTEXT,
    headers,
    defaultTextMapGetter,
  )
  return {
    context: trace.getSpanContext(sender) ?? INVALID_SPAN_CONTEXT,
    attributes: { 'order.id': orderId, 'queue.position': position },
  }
}
