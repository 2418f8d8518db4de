// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Keeps what was made of the schemas that were used last. Makers do no input or output. Safe for
 * use by many threads.
 */
public final class BoundedCache<K, V> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, V> entries;

  /**
   * @param size the maximum number of entries
   */
  public BoundedCache(int size) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > size;
          }
        };
  }

  /** Returns what was made of a key, and makes it if there is none. */
  public V get(K key, Function<K, V> maker) {
    lock.lock();
    try {
      V found = entries.get(key);
      if (found == null) {
        found = maker.apply(key);
        entries.put(key, found);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }
}
