// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.Tracing;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Spans of requests and resolutions, and the context that goes to the registry. */
@Isolated("the tracer is that of the whole JVM")
class SchemaOpenTelemetryTracingTest {

  private static final Subject MONEY = Subject.parse("money", ".");
  private static final Subject ORDERS = Subject.parse("orders-value", ".");

  private final EmbeddedSchemaRegistry server = EmbeddedSchemaRegistry.start();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private SchemaResolver resolver;

  @BeforeEach
  void install() {
    SchemaOpenTelemetryTracing.install(sdk);
    resolver =
        SchemaResolver.builder().registry(RegistrySettings.of(URI.create(server.url()))).build();
  }

  @AfterEach
  void remove() {
    Tracing.install(null);
    resolver.close();
    server.close();
  }

  @Test
  void aRequestIsASpanOfTheCallersTraceAndTheRegistryIsTold() {
    Span root = sdk.getTracer("test").spanBuilder("root").startSpan();
    try (Scope scope = root.makeCurrent()) {
      register();
    }
    root.end();

    SpanData request =
        finished("schema.registry.request").stream().reduce((first, last) -> last).orElseThrow();
    assertThat(request.getTraceId()).isEqualTo(root.getSpanContext().getTraceId());
    assertThat(text(request, "operation")).isEqualTo("register");
    assertThat(text(request, "url")).isEqualTo(server.url());
    assertThat(request.getAttributes().get(AttributeKey.longKey("status"))).isEqualTo(200);
    assertThat(server.requests())
        .last()
        .satisfies(
            sent ->
                assertThat(sent.headers().get("traceparent"))
                    .containsExactly(
                        "00-" + request.getTraceId() + "-" + request.getSpanId() + "-01"));
  }

  @Test
  void aResolutionIsASpanAroundItsRequests() {
    RegisteredSchema order = register();
    resolver.clear();
    spans.reset();

    resolver.resolve(order);

    SpanData resolution = finished("schema.resolve").get(0);
    assertThat(text(resolution, "schema")).isEqualTo("orders-value:1");
    assertThat(resolution.getAttributes().get(AttributeKey.longKey("schemas"))).isEqualTo(2);
    assertThat(finished("schema.registry.request"))
        .singleElement()
        .satisfies(
            request -> assertThat(request.getParentSpanId()).isEqualTo(resolution.getSpanId()));
  }

  @Test
  void aBindSaysInWhichTierASchemaWasFound() {
    SchemaId id = Objects.requireNonNull(register().id());
    resolver.clear();

    assertThat(tier(() -> resolver.byId(id), "tier")).isEqualTo("registry");
    assertThat(tier(() -> resolver.byId(id), "tier")).isIn("L1", "L2");
    assertThat(tier(() -> resolver.latest(ORDERS), "tier.newest")).isEqualTo("registry");
    assertThat(tier(() -> resolver.latest(ORDERS), "tier.newest")).isEqualTo("L2");
  }

  private @Nullable String tier(Supplier<RegisteredSchema> lookup, String attribute) {
    spans.reset();
    SchemaSpan bind = Tracing.tracer().start("schema.bind");
    RegisteredSchema found = bind.around(lookup);
    assertThat(found).isNotNull();
    bind.end(null);
    return text(finished("schema.bind").get(0), attribute);
  }

  @Test
  void aSpanOfTheApplicationIsLeftAsItIs() {
    register();
    spans.reset();
    Span own = sdk.getTracer("test").spanBuilder("own").startSpan();
    try (Scope scope = own.makeCurrent()) {
      resolver.latest(ORDERS);
    }
    own.end();

    assertThat(finished("own").get(0).getAttributes().isEmpty()).isTrue();
  }

  @Test
  void aFailedRequestIsAnErrorWithoutItsMessage() {
    server.close();

    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(RegistryUnavailableException.class);

    assertThat(finished("schema.registry.request"))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.getStatus())
                    .isEqualTo(
                        StatusData.create(
                            io.opentelemetry.api.trace.StatusCode.ERROR,
                            RegistryUnavailableException.class.getName())));
  }

  private RegisteredSchema register() {
    resolver.register(
        MONEY,
        SchemaDefinition.of("AVRO", "{\"type\":\"record\",\"name\":\"Money\",\"fields\":[]}"),
        Normalization.OFF);
    return resolver.register(
        ORDERS,
        SchemaDefinition.of(
            "AVRO",
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"f\",\"type\":\"Money\"}]}",
            new SchemaReference("Money", "money", 1)),
        Normalization.OFF);
  }

  private List<SpanData> finished(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }
}
