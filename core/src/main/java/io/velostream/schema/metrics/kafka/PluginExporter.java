// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics.kafka;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * Publishes groups among the metrics of a Kafka client: those of its own serializers and
 * deserializers, and those of all resolvers. The tag {@code source} is the type of the group.
 */
final class PluginExporter implements MetricExporter {

  private static final String CLIENT_ID = "client-id";

  private final PluginMetrics metrics;
  private final String clientId;
  private final Map<MetricGroup, List<MetricName>> names = new ConcurrentHashMap<>();

  PluginExporter(PluginMetrics metrics, String clientId) {
    this.metrics = metrics;
    this.clientId = clientId;
  }

  @Override
  public void added(MetricGroup group) {
    if (isOfOtherClient(group)) {
      return;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("source", group.type()); // JMX names have a type already
    group
        .tags()
        .forEach(
            (tag, value) -> {
              if (!tag.equals(CLIENT_ID)) { // Kafka adds it
                tags.put(tag, value);
              }
            });
    names.put(group, group.metrics().stream().map(metric -> add(metric, tags)).toList());
  }

  private MetricName add(Metric metric, Map<String, String> tags) {
    MetricName name =
        metrics.metricName(metric.name(), metric.description(), new LinkedHashMap<>(tags));
    metrics.addMetric(name, (Gauge<Double>) (config, now) -> metric.read());
    return name;
  }

  private boolean isOfOtherClient(MetricGroup group) {
    String owner = group.tags().get(CLIENT_ID);
    return owner != null && !owner.equals(clientId);
  }

  @Override
  public void removed(MetricGroup group) {
    List<MetricName> removed = names.remove(group);
    if (removed != null) {
      removed.forEach(metrics::removeMetric);
    }
  }
}
