package examples;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.LinkedHashMap;
import java.util.Map;

/** Receives orders: each is a trace of its own, and its context travels with the queued message. */
final class Producer {
  static final AttributeKey<String> ORDER_ID = AttributeKey.stringKey("order.id");

  private Producer() {}

  public static void main(String[] args) throws Exception {
    Options options = Options.of(args);
    QueueFile queue = new QueueFile(options.queue());
    try (OpenTelemetrySdk sdk = Telemetry.of("orders.api")) {
      Tracer tracer = sdk.getTracer("examples.producer");
      for (int number = 1; number <= options.orders(); number++) {
        String orderId = "A-" + (1000 + number);
        Span span =
            tracer
                .spanBuilder("receive-order")
                .setNoParent()
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(ORDER_ID, orderId)
                .startSpan();
        Thread.sleep(20); // stands for the work of taking an order
        Map<String, String> headers = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance()
            .inject(Context.root().with(span), headers, Map::put);
        queue.put(new Message(orderId, headers));
        span.end();
      }
    }
    System.out.printf("queued %d orders in %s%n", options.orders(), options.queue());
  }
}
