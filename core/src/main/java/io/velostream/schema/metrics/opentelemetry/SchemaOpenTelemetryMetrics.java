// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricNames;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Publishes all metrics of serializers, deserializers and resolvers of this JVM by OpenTelemetry,
 * also those that are created later. Names: {@link MetricNames}. Safe for use by many threads.
 */
public final class SchemaOpenTelemetryMetrics implements AutoCloseable {

  /** The name of the instrumentation scope. */
  public static final String SCOPE = "io.velostream.schema";

  private final MetricRegistry.Registration registration;

  private SchemaOpenTelemetryMetrics(MetricRegistry.Registration registration) {
    this.registration = registration;
  }

  /** Publishes the metrics of this JVM until the returned object is closed. */
  public static SchemaOpenTelemetryMetrics bind(OpenTelemetry openTelemetry) {
    return bind(openTelemetry, MetricRegistry.global());
  }

  /** Publishes the metrics of {@code metrics} until the returned object is closed. */
  public static SchemaOpenTelemetryMetrics bind(
      OpenTelemetry openTelemetry, MetricRegistry metrics) {
    Exporter exporter = new Exporter(openTelemetry.getMeter(SCOPE));
    MetricRegistry.Registration registration = metrics.addExporter(exporter);
    return new SchemaOpenTelemetryMetrics(
        () -> {
          registration.close();
          exporter.close();
        });
  }

  /** Withdraws the metrics. Idempotent. */
  @Override
  public void close() {
    registration.close();
  }

  /** A metric with the attributes of its group. */
  private record Source(MetricGroup group, Metric metric, Attributes attributes) {

    void observe(ObservableDoubleMeasurement measurement) {
      measurement.record(metric.read(), attributes);
    }
  }

  /** Publishes one instrument for each name, which observes the metrics of all groups. */
  private static final class Exporter implements MetricExporter {

    private final Meter meter;
    private final Map<String, List<Source>> sources = new ConcurrentHashMap<>();
    private final Map<String, AutoCloseable> instruments = new HashMap<>();

    Exporter(Meter meter) {
      this.meter = meter;
    }

    @Override
    public void added(MetricGroup group) {
      AttributesBuilder attributes = Attributes.builder();
      group
          .uniformTags()
          .forEach((tag, value) -> attributes.put(MetricNames.dottedTag(tag), value));
      Attributes built = attributes.build();
      for (Metric metric : group.metrics()) {
        String name = MetricNames.dotted(group, metric);
        List<Source> list = sources.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
        list.add(new Source(group, metric, built));
        if (!instruments.containsKey(name)) {
          instruments.put(name, instrument(name, metric, list));
        }
      }
    }

    private AutoCloseable instrument(String name, Metric metric, List<Source> list) {
      return switch (metric.kind()) {
        case COUNTER ->
            meter
                .counterBuilder(name)
                .ofDoubles()
                .setDescription(metric.description())
                .buildWithCallback(
                    measurement -> list.forEach(source -> source.observe(measurement)));
        case GAUGE ->
            meter
                .gaugeBuilder(name)
                .setDescription(metric.description())
                .buildWithCallback(
                    measurement -> list.forEach(source -> source.observe(measurement)));
      };
    }

    @Override
    public void removed(MetricGroup group) {
      for (Metric metric : group.metrics()) {
        List<Source> list = sources.get(MetricNames.dotted(group, metric));
        if (list != null) {
          list.removeIf(source -> source.group() == group);
        }
      }
    }

    void close() {
      List<AutoCloseable> open = new ArrayList<>(instruments.values());
      instruments.clear();
      for (AutoCloseable instrument : open) {
        try {
          instrument.close();
        } catch (Exception e) {
          throw new IllegalStateException("an OpenTelemetry instrument could not be closed", e);
        }
      }
    }
  }
}
