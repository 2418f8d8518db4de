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

  /** A failure that is not repeated for so long, while others are answered, is forgotten. */
  static final Duration QUIET = Duration.ofSeconds(30);

  /** Most failing lookups that are told apart; hostile ids must not fill the memory. */
  private static final int MOST_FAILING = 1_000;

  private final Clock clock;
  private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();
  private final ConcurrentMap<SchemaKey, Instant> failing = new ConcurrentHashMap<>();
  private final ConcurrentMap<SchemaKey, Instant> stale = new ConcurrentHashMap<>();

  OutageTracker(Clock clock) {
    this.clock = clock;
  }

  /** The registry gave no answer; gives the moment if that is news, else null. */
  @Nullable Instant begin(SchemaKey key) {
    Instant now = clock.instant();
    if (failing.size() < MOST_FAILING || failing.containsKey(key)) {
      failing.put(key, now);
    }
    return since.compareAndSet(null, now) ? now : null;
  }

  /** The registry answered; gives the moment it began not to if all is well again, else null. */
  @Nullable Instant end(SchemaKey key) {
    Instant began = since.get();
    if (began == null) {
      return null;
    }
    failing.remove(key);
    Instant quiet = clock.instant().minus(QUIET);
    failing.values().removeIf(failed -> !failed.isAfter(quiet));
    return failing.isEmpty() && since.compareAndSet(began, null) ? began : null;
  }

  /** An answer is served beyond its time. */
  void serving(SchemaKey key, Duration age) {
    stale.put(key, clock.instant().minus(age));
  }

  /** The answer is no longer served, or no longer beyond its time. */
  void stopped(SchemaKey key) {
    stale.remove(key);
  }

  /** Since when; null when the registry answers. */
  @Nullable Instant since() {
    return since.get();
  }

  /** The age of the oldest answer that is served beyond its time; null when there is none. */
  @Nullable Duration oldest() {
    return stale.values().stream()
        .min(Instant::compareTo)
        .map(read -> Duration.between(read, clock.instant()))
        .orElse(null);
  }
}
