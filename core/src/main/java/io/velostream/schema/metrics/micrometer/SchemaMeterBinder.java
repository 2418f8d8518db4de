// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricNames;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Publishes all metrics of serializers, deserializers and resolvers of this JVM by Micrometer, also
 * those that are created later. In a Spring Boot application, a bean of this class is enough.
 * Names: {@link MetricNames}. Safe for use by many threads; may be bound to several registries.
 */
public final class SchemaMeterBinder implements MeterBinder, AutoCloseable {

  private final MetricRegistry metrics;
  private final Queue<MetricRegistry.Registration> registrations = new ConcurrentLinkedQueue<>();

  /** Publishes the metrics of this JVM. */
  public SchemaMeterBinder() {
    this(MetricRegistry.global());
  }

  /** Publishes the metrics of {@code metrics}. */
  public SchemaMeterBinder(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    registrations.add(metrics.addExporter(new Exporter(registry)));
  }

  /** Removes the meters from all registries. Idempotent. */
  @Override
  public void close() {
    for (var each = registrations.poll(); each != null; each = registrations.poll()) {
      each.close();
    }
  }

  /** Publishes to one registry. */
  private static final class Exporter implements MetricExporter {

    private final MeterRegistry registry;
    private final Map<MetricGroup, List<Meter>> meters = new ConcurrentHashMap<>();

    Exporter(MeterRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void added(MetricGroup group) {
      List<Tag> tags = new ArrayList<>();
      group
          .uniformTags()
          .forEach((tag, value) -> tags.add(Tag.of(MetricNames.dottedTag(tag), value)));
      meters.put(
          group, group.metrics().stream().map(metric -> meter(group, metric, tags)).toList());
    }

    private Meter meter(MetricGroup group, Metric metric, List<Tag> tags) {
      String name = MetricNames.dotted(group, metric);
      return switch (metric.kind()) {
        case COUNTER ->
            FunctionCounter.builder(name, metric, Metric::read)
                .tags(tags)
                .description(metric.description())
                .register(registry);
        case GAUGE ->
            Gauge.builder(name, metric, Metric::read)
                .tags(tags)
                .description(metric.description())
                .strongReference(true)
                .register(registry);
      };
    }

    @Override
    public void removed(MetricGroup group) {
      List<Meter> removed = meters.remove(group);
      if (removed != null) {
        removed.forEach(registry::remove);
      }
    }
  }
}
