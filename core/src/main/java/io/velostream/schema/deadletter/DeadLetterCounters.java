// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the failed records of one client, as metrics. Safe for use by many threads. */
final class DeadLetterCounters implements AutoCloseable {

  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final MetricRegistry.Registration metrics;

  /** Counters of the client with this configuration, registered until they are closed. */
  DeadLetterCounters(Map<String, ?> configs) {
    Object clientId = configs.get("client.id");
    this.metrics =
        MetricRegistry.global()
            .register(
                List.of(
                    new MetricGroup(
                        "dead-letter-metrics",
                        Map.of("client-id", clientId == null ? "unnamed" : clientId.toString()),
                        List.of(
                            Metric.counter(
                                "dead-letter-total",
                                "Records that the client wrote as dead letters.",
                                deadLetters::get),
                            Metric.counter(
                                "skipped-total",
                                "Failed records that the client skipped.",
                                skipped::get)))));
  }

  /** Counts a failed record that was handled in this way. */
  void count(OnFailure handling) {
    (handling == OnFailure.SKIP ? skipped : deadLetters).incrementAndGet();
  }

  long deadLetters() {
    return deadLetters.get();
  }

  long skipped() {
    return skipped.get();
  }

  @Override
  public void close() {
    metrics.close();
  }
}
