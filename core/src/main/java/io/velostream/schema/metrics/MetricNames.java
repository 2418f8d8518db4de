// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

/**
 * The names of metrics in systems without groups: {@code velostream.resolver.hit} for {@code
 * hit-total} of {@code resolver-metrics}. The suffix {@code -total} of counters is left out, since
 * Prometheus adds it.
 */
public final class MetricNames {

  private static final String PREFIX = "velostream.";

  private MetricNames() {}

  /** The name with dots. */
  public static String dotted(MetricGroup group, Metric metric) {
    String source = group.type().replaceFirst("-metrics$", "");
    String name =
        metric.kind() == Metric.Kind.COUNTER
            ? metric.name().replaceFirst("-total$", "")
            : metric.name();
    return PREFIX + (source + '.' + name).replace('-', '.');
  }

  /** The name of a tag with dots. */
  public static String dottedTag(String tag) {
    return tag.replace('-', '.');
  }
}
