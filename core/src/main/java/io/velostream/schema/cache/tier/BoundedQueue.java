// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between lookups and the maintenance thread. Elements are dropped when it is full,
 * since none of them is needed for correctness. Safe for use by many threads.
 *
 * @param <T> the elements
 */
final class BoundedQueue<T> {

  private final int capacity;
  private final AtomicInteger size = new AtomicInteger();
  private final Queue<T> elements = new ConcurrentLinkedQueue<>();

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  void offer(T element) {
    if (size.get() < capacity) {
      size.incrementAndGet();
      elements.add(element);
    }
  }

  @Nullable T poll() {
    T element = elements.poll();
    if (element != null) {
      size.decrementAndGet();
    }
    return element;
  }

  void clear() {
    while (poll() != null) {
      // discard
    }
  }
}
