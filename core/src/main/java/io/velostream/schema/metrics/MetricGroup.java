// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one source, with the tags that name it: one MBean. Immutable; compared by
 * identity.
 */
public final class MetricGroup {

  /** The tag that tells apart groups whose other tags are equal: a number, 1 if it is absent. */
  static final String ORDINAL = "ordinal";

  private static final String RESOLVER_ID = "resolver-id";

  private final String type;
  private final Map<String, String> tags;
  private final List<Metric> metrics;

  /**
   * Creates a group.
   *
   * @param type the kind of source, in Kafka's style: {@code deserializer-metrics}
   * @param tags the names and values that identify the source, in order
   * @param metrics the metrics, with distinct names
   */
  public MetricGroup(String type, Map<String, String> tags, List<Metric> metrics) {
    this.type = type;
    this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    this.metrics = List.copyOf(metrics);
  }

  /** The kind of source. */
  public String type() {
    return type;
  }

  /** The names and values that identify the source, in order. */
  public Map<String, String> tags() {
    return tags;
  }

  /**
   * The tags for systems that need the same names of tags for all groups of a type, such as
   * Prometheus: with {@code ordinal} always, unless the tag {@code resolver-id} tells groups apart.
   */
  public Map<String, String> uniformTags() {
    if (tags.containsKey(RESOLVER_ID) || tags.containsKey(ORDINAL)) {
      return tags;
    }
    return withTag(ORDINAL, "1").tags;
  }

  /** The metrics. */
  public List<Metric> metrics() {
    return metrics;
  }

  /**
   * The metric with this name.
   *
   * @throws IllegalArgumentException when the group has none
   */
  public Metric metric(String name) {
    return metrics.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(this + " has no metric " + name));
  }

  /** Returns the group with another tag at the end. */
  MetricGroup withTag(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(name, value);
    return new MetricGroup(type, more, metrics);
  }

  /** Type and tags, which identify the group. */
  @Override
  public String toString() {
    return type + tags;
  }
}
