// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import io.velostream.schema.metrics.Metric.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations with fixed bounds, whose number of buckets does not depend on the
 * values. Safe for use by many threads, without locks. For cold paths.
 */
public final class LatencyHistogram {

  /** The upper bounds of all buckets but the last, in milliseconds. */
  private static final long[] BOUNDS_MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000};

  private final LongAdder[] buckets = new LongAdder[BOUNDS_MILLIS.length + 1];
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

  /** Creates an empty histogram. */
  public LatencyHistogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** Adds one duration. */
  public void record(Duration duration) {
    long value = Math.max(0, duration.toNanos());
    nanos.add(value);
    maxNanos.accumulate(value);
    buckets[bucketOf(value)].increment();
  }

  private static int bucketOf(long value) {
    int bucket = 0;
    while (bucket < BOUNDS_MILLIS.length
        && value > TimeUnit.MILLISECONDS.toNanos(BOUNDS_MILLIS[bucket])) {
      bucket++;
    }
    return bucket;
  }

  /** The number of durations. */
  public long count() {
    long count = 0;
    for (LongAdder bucket : buckets) {
      count += bucket.sum();
    }
    return count;
  }

  /** The sum of all durations, in milliseconds. */
  public double totalMillis() {
    return millis(nanos.sum());
  }

  /** The average duration, in milliseconds; 0 if there is none. */
  public double averageMillis() {
    long count = count();
    return count == 0 ? 0 : totalMillis() / count;
  }

  /** The longest duration, in milliseconds; 0 if there is none. */
  public double maxMillis() {
    return millis(maxNanos.get());
  }

  /**
   * The least bound that is not exceeded by this share of the durations, in milliseconds: at most
   * the longest duration; 0 if there is none.
   *
   * @param share from 0 to 1
   */
  public double quantileMillis(double share) {
    long rank = (long) Math.ceil(share * count());
    long seen = 0;
    for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
      seen += buckets[i].sum();
      if (seen >= rank) {
        return Math.min((double) BOUNDS_MILLIS[i], maxMillis());
      }
    }
    return maxMillis();
  }

  /**
   * The metrics of this histogram: total, average, maximum, three quantiles, and the cumulative
   * count of each bucket.
   *
   * @param name the prefix of the names: {@code call-time}
   * @param subject what is timed, for the descriptions: "requests"
   */
  public List<Metric> metrics(String name, String subject) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.counter(
            name + "-total",
            Unit.MILLISECONDS,
            "The total time of " + subject + ".",
            this::totalMillis));
    metrics.add(
        Metric.gauge(
            name + "-avg",
            Unit.MILLISECONDS,
            "The average time of " + subject + ".",
            this::averageMillis));
    metrics.add(
        Metric.gauge(
            name + "-max",
            Unit.MILLISECONDS,
            "The longest time of " + subject + ".",
            this::maxMillis));
    for (int percent : new int[] {50, 95, 99}) {
      metrics.add(
          Metric.gauge(
              name + "-p" + percent,
              Unit.MILLISECONDS,
              "The upper bound of the fastest " + percent + " % of " + subject + ".",
              () -> quantileMillis(percent / 100.0)));
    }
    for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
      int last = i;
      metrics.add(
          Metric.counter(
              name + "-le-" + BOUNDS_MILLIS[i] + "ms-total",
              "The number of " + subject + " that took at most " + BOUNDS_MILLIS[i] + " ms.",
              () -> cumulative(last)));
    }
    return metrics;
  }

  private double cumulative(int last) {
    long count = 0;
    for (int i = 0; i <= last; i++) {
      count += buckets[i].sum();
    }
    return count;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
