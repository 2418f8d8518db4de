// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Negative caching of lookups that do not use the schema cache: "not found" is cached for a time
 * that doubles each time it is confirmed. Holds the most recently used keys. Safe for use by many
 * threads.
 */
final class NegativeCache {

  private static final int MAX_KEYS = 1_000;

  private final long firstNanos;
  private final long maxNanos;
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Object, Entry> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Entry> eldest) {
          return size() > MAX_KEYS;
        }
      };

  NegativeCache(Duration first, Duration max) {
    this.firstNanos = first.toNanos();
    this.maxNanos = Math.max(firstNanos, max.toNanos());
  }

  /** Whether "not found" is cached for this key. */
  boolean isMissing(Object key, long nowNanos) {
    lock.lock();
    try {
      Entry entry = byKey.get(key);
      return entry != null && nowNanos - entry.untilNanos < 0;
    } finally {
      lock.unlock();
    }
  }

  /** Caches "not found" for a key. */
  void add(Object key, long nowNanos) {
    lock.lock();
    try {
      Entry before = byKey.get(key);
      long wait = before == null ? firstNanos : Math.min(maxNanos, 2 * before.waitNanos);
      byKey.put(key, new Entry(wait, nowNanos + wait));
    } finally {
      lock.unlock();
    }
  }

  /** Removes a key that was found. */
  void remove(Object key) {
    lock.lock();
    try {
      byKey.remove(key);
    } finally {
      lock.unlock();
    }
  }

  private record Entry(long waitNanos, long untilNanos) {}
}
