package examples;

import static examples.Producer.ORDER_ID;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.List;
import java.util.Map;

/** Takes all queued orders as one batch, in a trace of its own that links to the trace of each order. */
final class BatchWorker {
  private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("batch.size");
  private static final AttributeKey<Long> QUEUE_POSITION = AttributeKey.longKey("queue.position");

  private BatchWorker() {}

  public static void main(String[] args) throws Exception {
    Options options = Options.of(args);
    QueueFile queue = new QueueFile(options.queue());
    List<Message> messages = queue.waiting();
    if (messages.isEmpty()) {
      System.out.printf("no orders wait in %s: run Producer first%n", options.queue());
      return;
    }
    SpanContext batch = processBatch(messages);
    queue.remove(messages.size());
    System.out.printf("processed %d orders in trace %s%n", messages.size(), batch.getTraceId());
    System.out.printf(
        "%s/trace/%s?span=%s%n", options.app(), batch.getTraceId(), batch.getSpanId());
  }

  private static SpanContext processBatch(List<Message> messages) throws InterruptedException {
    try (OpenTelemetrySdk sdk = Telemetry.of("orders-batch")) {
      Tracer tracer = sdk.getTracer("examples.batch-worker");
      SpanBuilder builder =
          tracer
              .spanBuilder("process-batch")
              .setNoParent()
              .setSpanKind(SpanKind.CONSUMER)
              .setAttribute(BATCH_SIZE, (long) messages.size());
      for (int position = 0; position < messages.size(); position++) {
        Message message = messages.get(position);
        builder.addLink(
            senderOf(message),
            Attributes.of(ORDER_ID, message.orderId(), QUEUE_POSITION, (long) position));
      }
      Span batch = builder.startSpan();
      for (Message message : messages) {
        Span item =
            tracer
                .spanBuilder("reconcile")
                .setParent(Context.root().with(batch))
                .setAttribute(ORDER_ID, message.orderId())
                .startSpan();
        Thread.sleep(30); // stands for the work on one order
        item.end();
      }
      batch.setStatus(StatusCode.OK);
      batch.end();
      return batch.getSpanContext();
    }
  }

  /** The context that the producer injected; that of no span where a message has none, and the SDK leaves such a link out. */
  private static SpanContext senderOf(Message message) {
    Context context =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), message.headers(), HEADERS);
    return Span.fromContext(context).getSpanContext();
  }

  private static final TextMapGetter<Map<String, String>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String key) {
          return headers.get(key);
        }
      };
}
