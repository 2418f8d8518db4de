// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.Metric.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether lookups are served without the registry. An outage begins with the first lookup
 * that fails for lack of a response. It ends when each failed lookup has been answered, or has not
 * failed again for a while in which others were answered; so one failing subject among healthy ones
 * is one outage, not one for each failure. Also tracks which answers are served stale meanwhile.
 * Lock-free, safe for use by many threads.
 */
final class OutageTracker {

  /** A failure expires after this time if it is not repeated while other lookups succeed. */
  static final Duration FAILURE_EXPIRY = Duration.ofSeconds(30);

  /**
   * The maximum number of failing keys. It bounds the memory that invalid ids in records can take.
   */
  private static final int MAX_FAILING = 1_000;

  private final Clock clock;
  private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();
  private final LongAdder endedMillis = new LongAdder();
  private final LongAdder outages = new LongAdder();
  private final ConcurrentMap<SchemaKey, Instant> failing = new ConcurrentHashMap<>();
  private final ConcurrentMap<SchemaKey, Instant> stale = new ConcurrentHashMap<>();

  OutageTracker(Clock clock) {
    this.clock = clock;
  }

  /**
   * Records a failed lookup. Returns the start of the outage if this failure begins one, else null.
   */
  @Nullable Instant recordFailure(SchemaKey key) {
    Instant now = clock.instant();
    if (failing.size() < MAX_FAILING || failing.containsKey(key)) {
      failing.put(key, now);
    }
    if (!since.compareAndSet(null, now)) {
      return null;
    }
    outages.increment();
    return now;
  }

  /** Records a response. Returns the start of the outage if this response ends it, else null. */
  @Nullable Instant recordResponse(SchemaKey key) {
    Instant began = since.get();
    if (began == null) {
      return null;
    }
    failing.remove(key);
    Instant expired = clock.instant().minus(FAILURE_EXPIRY);
    failing.values().removeIf(failed -> !failed.isAfter(expired));
    if (!failing.isEmpty() || !since.compareAndSet(began, null)) {
      return null;
    }
    endedMillis.add(Duration.between(began, clock.instant()).toMillis());
    return began;
  }

  /** Records that an answer is served stale. */
  void staleServed(SchemaKey key, Duration age) {
    stale.put(key, clock.instant().minus(age));
  }

  /** Records that an answer is no longer served stale. */
  void staleEnded(SchemaKey key) {
    stale.remove(key);
  }

  /** The start of the outage; null if there is none. */
  @Nullable Instant since() {
    return since.get();
  }

  /** The metrics of outages, each with the current one. */
  List<Metric> metrics() {
    return List.of(
        Metric.counter(
            "outage-total",
            "How often lookups began to be served without the registry.",
            outages::sum),
        Metric.counter(
            "degraded-time-total",
            Unit.SECONDS,
            "The time in which lookups were served without the registry.",
            () -> totalTime().toMillis() / 1e3));
  }

  private Duration totalTime() {
    Instant began = since.get();
    Duration current = began == null ? Duration.ZERO : Duration.between(began, clock.instant());
    return current.plusMillis(endedMillis.sum());
  }

  /** The age of the oldest answer that is served stale; null if there is none. */
  @Nullable Duration oldestStaleAge() {
    return stale.values().stream()
        .min(Instant::compareTo)
        .map(read -> Duration.between(read, clock.instant()))
        .orElse(null);
  }
}
