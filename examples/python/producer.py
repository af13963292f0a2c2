"""Receives orders: each is a trace of its own, and its context travels with the queued message."""

import argparse
import time
from pathlib import Path

from opentelemetry.trace import SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from queue_file import DEFAULT_PATH, QueueFile
from telemetry import provider_for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("orders", nargs="?", type=int, default=5, help="how many (default: 5)")
    parser.add_argument("--queue", type=Path, default=DEFAULT_PATH, help="file of the queue")
    options = parser.parse_args()

    queue = QueueFile(options.queue)
    provider = provider_for("orders.api")
    tracer = provider.get_tracer("examples.producer")
    propagator = TraceContextTextMapPropagator()
    for number in range(1, options.orders + 1):
        order_id = f"A-{1000 + number}"
        # No span is current here, so each of these starts a trace.
        with tracer.start_as_current_span(
            "receive-order", kind=SpanKind.PRODUCER, attributes={"order.id": order_id}
        ):
            time.sleep(0.02)  # stands for the work of taking an order
            headers: dict[str, str] = {}
            propagator.inject(headers)
            queue.put(order_id, headers)
    provider.shutdown()
    print(f"queued {options.orders} orders in {options.queue}")


if __name__ == "__main__":
    main()
