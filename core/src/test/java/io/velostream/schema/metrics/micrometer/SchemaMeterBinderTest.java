// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every metric is a meter while its group is registered. */
class SchemaMeterBinderTest {

  private final MetricRegistry metrics = new MetricRegistry();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong value = new AtomicLong();

  @Test
  void metersFollowTheMetrics() {
    MetricRegistry.Registration early = metrics.register(List.of(group("c1")));
    SchemaMeterBinder binder = new SchemaMeterBinder(metrics);
    binder.bindTo(registry);
    metrics.register(List.of(group("c2")));
    value.set(5);

    for (String client : List.of("c1", "c2")) {
      assertThat(
              registry
                  .get("velostream.serializer.record")
                  .tag("client.id", client)
                  .functionCounter()
                  .count())
          .isEqualTo(5);
      assertThat(
              registry
                  .get("velostream.serializer.binding.bytes")
                  .tag("client.id", client)
                  .gauge()
                  .value())
          .isEqualTo(10);
    }

    early.close();
    assertThat(registry.find("velostream.serializer.record").tag("client.id", "c1").meters())
        .isEmpty();
    binder.close();
    binder.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void allMetersOfANameHaveTheSameTagKeys() {
    try (SchemaMeterBinder binder = new SchemaMeterBinder(metrics)) {
      binder.bindTo(registry);
      metrics.register(List.of(group("c1")));
      metrics.register(List.of(group("c1")));

      assertThat(registry.find("velostream.serializer.record").meters())
          .extracting(meter -> meter.getId().getTags())
          .containsExactlyInAnyOrder(
              List.of(Tag.of("client.id", "c1"), Tag.of("ordinal", "1")),
              List.of(Tag.of("client.id", "c1"), Tag.of("ordinal", "2")));
    }
  }

  private MetricGroup group(String client) {
    return new MetricGroup(
        "serializer-metrics",
        Map.of("client-id", client),
        List.of(
            Metric.counter("record-total", "Records.", value::get),
            Metric.gauge("binding-bytes", "Bytes.", () -> 2.0 * value.get())));
  }
}
