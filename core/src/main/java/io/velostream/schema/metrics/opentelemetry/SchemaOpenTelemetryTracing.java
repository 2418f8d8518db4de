// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.SchemaTracer;
import io.velostream.schema.trace.Tracing;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces cold paths by OpenTelemetry: {@code schema.bind} (topic, subject, schema, id, tier),
 * {@code schema.resolve} (schema, number of schemas) and {@code schema.registry.request}
 * (operation, status), whose context goes to the registry with the request, by the configured
 * propagators.
 */
public final class SchemaOpenTelemetryTracing implements SchemaTracer {

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  private SchemaOpenTelemetryTracing(OpenTelemetry openTelemetry) {
    this.tracer = openTelemetry.getTracer(SchemaOpenTelemetryMetrics.SCOPE);
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
  }

  /** Traces this JVM until {@link Tracing#install} is called again. */
  public static void install(OpenTelemetry openTelemetry) {
    Tracing.install(new SchemaOpenTelemetryTracing(openTelemetry));
  }

  @Override
  public SchemaSpan start(String name) {
    SpanKind kind = name.endsWith("request") ? SpanKind.CLIENT : SpanKind.INTERNAL;
    return new OpenSpan(tracer.spanBuilder(name).setSpanKind(kind).startSpan());
  }

  @Override
  public void inject(BiConsumer<String, String> headers) {
    propagator.inject(
        Context.current(),
        headers,
        (carrier, name, value) -> {
          if (carrier != null) {
            carrier.accept(name, value);
          }
        });
  }

  /** Spans of the application are left as they are. */
  @Override
  public void annotate(String name, String value) {
    OpenSpan currentSpan = Context.current().get(OpenSpan.CURRENT);
    if (currentSpan != null) {
      var unused = currentSpan.with(name, value);
    }
  }

  /** A span of OpenTelemetry. */
  private record OpenSpan(Span span) implements SchemaSpan {

    private static final ContextKey<OpenSpan> CURRENT = ContextKey.named("velostream.span");

    @Override
    public SchemaSpan with(String name, @Nullable Object value) {
      if (value instanceof Number number) {
        span.setAttribute(name, number.longValue());
      } else if (value != null) {
        span.setAttribute(name, value.toString());
      }
      return this;
    }

    @Override
    public <T> T around(Supplier<T> work) {
      return Context.current().with(span).with(CURRENT, this).wrapSupplier(work).get();
    }

    @Override
    public void end(@Nullable Throwable failure) {
      if (failure != null) {
        span.setStatus(StatusCode.ERROR, failure.getClass().getName());
      }
      span.end();
    }
  }
}
