// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how often alerts of one kind and source are reported: once in a period, with the number of
 * those left out. Safe for use by many threads. Memory is bounded.
 */
final class RepeatLimit {

  private static final int MAX_SOURCES = 1_000;

  private final long periodNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Source> sources =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  RepeatLimit(Duration period, LongSupplier nanoTime) {
    this.periodNanos = period.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Counts an alert.
   *
   * @return the number of equal alerts that were left out before this one; -1 if this one is to be
   *     left out
   */
  synchronized long admit(Alert alert) {
    long now = nanoTime.getAsLong();
    Source source = sources.get(alert.kind() + ' ' + alert.source());
    if (source == null) {
      sources.put(alert.kind() + ' ' + alert.source(), new Source(now));
      return 0;
    }
    if (now - source.reportedNanos < periodNanos) {
      source.leftOut++;
      return -1;
    }
    long leftOut = source.leftOut;
    source.reportedNanos = now;
    source.leftOut = 0;
    return leftOut;
  }

  private static final class Source {
    private long reportedNanos;
    private long leftOut;

    Source(long reportedNanos) {
      this.reportedNanos = reportedNanos;
    }
  }
}
