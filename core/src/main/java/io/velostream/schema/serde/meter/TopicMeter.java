// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.Metric.Unit;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the records of one topic. {@link #count} is on the warm path: it writes two plain numbers
 * of a stripe that belongs to a few threads, so it needs neither an atomic operation nor a cache
 * line of another thread. Two threads of one stripe may lose a count (racy increment), which needs
 * more threads than twice the processors. Safe for use by many threads.
 */
public final class TopicMeter {

  /** Two cache lines, since processors fetch lines in pairs. */
  private static final int STRIPE_LENGTH = 16;

  private static final int MAX_STRIPES = 32;
  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());
  private static final int BYTES = 1;

  final String topic;

  /** The first stripe is unused: it shares a cache line with the array's header. */
  private final long[] counts = new long[(STRIPES + 1) * STRIPE_LENGTH];

  private final LongAdder failures = new LongAdder();

  TopicMeter(String topic) {
    this.topic = topic;
  }

  private static int stripes(int processors) {
    return Integer.highestOneBit(Math.min(MAX_STRIPES, Math.max(2, 2 * processors)));
  }

  /** Counts a record of this many bytes. */
  public void count(int bytes) {
    int thread = (int) Thread.currentThread().getId();
    int slot = ((thread & (STRIPES - 1)) + 1) * STRIPE_LENGTH;
    counts[slot]++;
    counts[slot + BYTES] += bytes;
  }

  void countFailure() {
    failures.increment();
  }

  long records() {
    return sum(0);
  }

  long bytes() {
    return sum(BYTES);
  }

  long failures() {
    return failures.sum();
  }

  private long sum(int offset) {
    long sum = 0;
    for (int slot = STRIPE_LENGTH; slot < counts.length; slot += STRIPE_LENGTH) {
      sum += counts[slot + offset];
    }
    return sum;
  }

  List<Metric> metrics(MeterTags.Direction direction) {
    return List.of(
        Metric.counter("record-total", "Records of the topic that were processed.", this::records),
        Metric.counter(
            "byte-total",
            Unit.BYTES,
            "Bytes of these records, with the schema id where it is in them.",
            this::bytes),
        Metric.counter(
            "failure-total", FailureCause.failures(direction) + ", of the topic.", this::failures));
  }
}
