// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Negative caching of keys that are looked up elsewhere than in a registry's cache: the first "not
 * found" is believed for a time that doubles each time it is confirmed. Holds the keys met last.
 * Safe for use by many threads.
 */
final class Misses {

  private static final int MOST = 1_000;

  private final long firstNanos;
  private final long longestNanos;
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Object, Miss> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Miss> eldest) {
          return size() > MOST;
        }
      };

  Misses(Duration first, Duration longest) {
    this.firstNanos = first.toNanos();
    this.longestNanos = Math.max(firstNanos, longest.toNanos());
  }

  /** Whether this key was not found, and need not be looked for again yet. */
  boolean isMissing(Object key, long nowNanos) {
    lock.lock();
    try {
      Miss miss = byKey.get(key);
      return miss != null && nowNanos - miss.untilNanos < 0;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a key was looked for and not found. */
  void add(Object key, long nowNanos) {
    lock.lock();
    try {
      Miss before = byKey.get(key);
      long wait = before == null ? firstNanos : Math.min(longestNanos, 2 * before.waitNanos);
      byKey.put(key, new Miss(wait, nowNanos + wait));
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a key was found. */
  void remove(Object key) {
    lock.lock();
    try {
      byKey.remove(key);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return byKey.size();
    } finally {
      lock.unlock();
    }
  }

  private record Miss(long waitNanos, long untilNanos) {}
}
