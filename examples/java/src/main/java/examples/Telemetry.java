package examples;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;

/**
 * The OpenTelemetry SDK of one service, sending OTLP over HTTP (protobuf).
 *
 * <p>Where to is the SDK's own setting: OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 unless set.
 */
final class Telemetry {
  private Telemetry() {}

  /** Sends what is left when it is closed. */
  static OpenTelemetrySdk of(String service) {
    Map<String, String> defaults =
        Map.of(
            "otel.service.name", service,
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> defaults)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }
}
