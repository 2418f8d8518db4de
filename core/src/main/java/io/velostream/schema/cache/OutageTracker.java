// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.lookup.SchemaKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
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
    return since.compareAndSet(null, now) ? now : null;
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
    return failing.isEmpty() && since.compareAndSet(began, null) ? began : null;
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

  /** The age of the oldest answer that is served stale; null if there is none. */
  @Nullable Duration oldestStaleAge() {
    return stale.values().stream()
        .min(Instant::compareTo)
        .map(read -> Duration.between(read, clock.instant()))
        .orElse(null);
  }
}
