// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * News for the background work, left by those who must not wait for it. Bounded: what comes when it
 * is full is dropped, for all that is left here can be done without. Safe for use by many threads.
 *
 * @param <T> the news
 */
final class Inbox<T> {

  private final int capacity;
  private final AtomicInteger size = new AtomicInteger();
  private final Queue<T> news = new ConcurrentLinkedQueue<>();

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  void offer(T one) {
    if (size.get() < capacity) {
      size.incrementAndGet();
      news.add(one);
    }
  }

  @Nullable T poll() {
    T one = news.poll();
    if (one != null) {
      size.decrementAndGet();
    }
    return one;
  }

  void clear() {
    while (poll() != null) {
      // each one gone
    }
  }
}
