// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cache does without its registry: from the first lookup that the registry could not
 * answer to the first one that it could. Remembers which answers are served beyond their time
 * meanwhile. Safe for use by many threads, without a lock.
 */
final class Degradation {

  private final Clock clock;
  private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();
  private final ConcurrentMap<SchemaKey, Instant> stale = new ConcurrentHashMap<>();

  Degradation(Clock clock) {
    this.clock = clock;
  }

  /** The registry could not answer; gives the moment if that is news, else null. */
  @Nullable Instant begin() {
    Instant now = clock.instant();
    return since.compareAndSet(null, now) ? now : null;
  }

  /** The registry answered; gives the moment it began not to, if that is news, else null. */
  @Nullable Instant end() {
    return since.get() == null ? null : since.getAndSet(null);
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
