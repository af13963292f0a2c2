"""Takes all queued orders as one batch, in a trace of its own that links to the trace of each order."""

import argparse
import time
from pathlib import Path

from opentelemetry.trace import (
    Link,
    SpanKind,
    Status,
    StatusCode,
    format_span_id,
    format_trace_id,
    get_current_span,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from queue_file import DEFAULT_PATH, Message, QueueFile
from telemetry import provider_for


def link_to_sender(message: Message, position: int) -> Link:
    """The context that the producer injected, as a link. A message without one gives a link that names no span."""
    context = TraceContextTextMapPropagator().extract(message.headers)
    return Link(
        get_current_span(context).get_span_context(),
        {
            "order.id": message.order_id,
            "messaging.message.id": str(message.id),
            "queue.position": position,
        },
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queue", type=Path, default=DEFAULT_PATH, help="file of the queue")
    parser.add_argument("--app", default="http://localhost:4319", help="address of the explorer")
    options = parser.parse_args()

    queue = QueueFile(options.queue)
    messages = queue.waiting()
    if not messages:
        print(f"no orders wait in {options.queue}: run producer.py first")
        return
    provider = provider_for("orders-batch")
    tracer = provider.get_tracer("examples.batch_worker")
    with tracer.start_as_current_span(
        "process-batch",
        kind=SpanKind.CONSUMER,
        links=[link_to_sender(message, position) for position, message in enumerate(messages)],
        attributes={"batch.size": len(messages)},
    ) as batch:
        for message in messages:
            with tracer.start_as_current_span(
                "reconcile", attributes={"order.id": message.order_id}
            ):
                time.sleep(0.03)  # stands for the work on one order
        batch.set_status(Status(StatusCode.OK))
    provider.shutdown()
    queue.remove(messages)

    context = batch.get_span_context()
    trace_id, span_id = format_trace_id(context.trace_id), format_span_id(context.span_id)
    print(f"processed {len(messages)} orders in trace {trace_id}")
    print(f"{options.app}/trace/{trace_id}?span={span_id}")


if __name__ == "__main__":
    main()
