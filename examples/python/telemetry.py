"""The OpenTelemetry SDK of one service, sending OTLP over HTTP (protobuf).

Where to is the SDK's own setting: OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 unless set.
"""

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def provider_for(service: str) -> TracerProvider:
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
