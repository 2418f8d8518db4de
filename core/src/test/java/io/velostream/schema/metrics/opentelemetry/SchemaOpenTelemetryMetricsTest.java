// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every metric is observed with the tags of its group while the group is registered. */
class SchemaOpenTelemetryMetricsTest {

  private final MetricRegistry metrics = new MetricRegistry();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetry sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();

  @Test
  void instrumentsFollowTheMetrics() {
    MetricRegistry.Registration early = metrics.register(List.of(group("c1", 5)));
    SchemaOpenTelemetryMetrics bound = SchemaOpenTelemetryMetrics.bind(sdk, metrics);
    metrics.register(List.of(group("c2", 7)));

    assertThat(values("velostream.serializer.record"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("c1", 5.0, "c2", 7.0));
    assertThat(values("velostream.serializer.binding.bytes"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("c1", 50.0, "c2", 70.0));

    early.close();
    assertThat(values("velostream.serializer.record")).containsOnlyKeys("c2");
    bound.close();
    bound.close();
    assertThat(reader.collectAllMetrics()).isEmpty();
  }

  private Map<String, Double> values(String name) {
    Map<String, Double> values = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      if (metric.getName().equals(name)) {
        List<DoublePointData> points =
            metric.getDoubleSumData().getPoints().isEmpty()
                ? List.copyOf(metric.getDoubleGaugeData().getPoints())
                : List.copyOf(metric.getDoubleSumData().getPoints());
        points.forEach(
            point ->
                values.put(
                    point.getAttributes().get(AttributeKey.stringKey("client.id")),
                    point.getValue()));
      }
    }
    return values;
  }

  private static MetricGroup group(String client, double value) {
    return new MetricGroup(
        "serializer-metrics",
        Map.of("client-id", client),
        List.of(
            Metric.counter("record-total", "Records.", () -> value),
            Metric.gauge("binding-bytes", "Bytes.", () -> 10 * value)));
  }
}
