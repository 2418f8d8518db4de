// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.evolution.rollout.RolloutTrigger.Interval;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where the counters come from that a rollout is judged by. */
@FunctionalInterface
public interface RolloutSignals {

  /** The counters so far: growing totals, which are read once for each observation. */
  Interval totals();

  /**
   * The metrics of the deserializers and {@code DeadLetterConsumer}s of this JVM, which all observe
   * the same records as the applications that read the topic.
   *
   * @param topic the topic whose records are counted
   */
  static RolloutSignals ofThisJvm(String topic) {
    return of(MetricRegistry.global(), topic);
  }

  /** The metrics of a registry. */
  static RolloutSignals of(MetricRegistry metrics, String topic) {
    Predicate<MetricGroup> ofTopic =
        group ->
            group.type().equals("deserializer-topic-metrics")
                && topic.equals(group.tags().get("topic"));
    Predicate<MetricGroup> ofLetters =
        group ->
            group.type().equals("dead-letter-metrics")
                || group.type().equals("deserializer-metrics");
    return () ->
        new Interval(
            total(metrics::groups, ofTopic, "record-total"),
            total(metrics::groups, ofTopic, "failure-total"),
            total(metrics::groups, ofLetters, "dead-letter-total"));
  }

  private static long total(
      Supplier<Iterable<MetricGroup>> groups, Predicate<MetricGroup> which, String name) {
    double total = 0;
    for (MetricGroup group : groups.get()) {
      if (which.test(group)) {
        for (Metric metric : group.metrics()) {
          total += metric.name().equals(name) ? metric.read() : 0;
        }
      }
    }
    return (long) total;
  }
}
