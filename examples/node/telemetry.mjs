import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

/**
 * The OpenTelemetry SDK of one service, sending OTLP over HTTP (JSON). Where to is the SDK's own setting:
 * OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 unless set.
 */
export function providerFor(service) {
  // Unless asked to, the SDK keeps quiet about spans that a receiver refused.
  diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN)
  return new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
}

/** Sends what is left; says so in a line where nobody takes it. */
export async function shutDown(provider) {
  try {
    await provider.shutdown()
  } catch (error) {
    console.error(`could not send all spans: ${error.message}`)
    process.exitCode = 1
  }
}
