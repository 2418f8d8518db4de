// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An asynchronous FIFO semaphore, which does not block threads.
 *
 * <p>Any thread may add a waiter or release a permit. Only one thread at a time grants permits,
 * also on behalf of threads that arrive meanwhile. So continuations that complete immediately do
 * not deepen the stack.
 */
final class PermitQueue {

  private final AtomicInteger limit;

  /** Negative while there are more holders than a lowered limit. */
  private final AtomicInteger free;

  private final AtomicInteger pendingGrants = new AtomicInteger();
  private final Queue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();

  PermitQueue(int permits) {
    this.limit = new AtomicInteger(permits);
    this.free = new AtomicInteger(permits);
  }

  /** Changes the limit. Current holders are not affected. */
  void limit(int permits) {
    int more = permits - limit.getAndSet(permits);
    if (more != 0) {
      free.addAndGet(more);
      grantPermits();
    }
  }

  /**
   * Requests a permit. The future completes when the permit is granted; the holder must {@link
   * #release()} it. A waiter cancels by completing the future itself.
   */
  CompletableFuture<Void> acquire() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    waiters.add(waiter);
    grantPermits();
    return waiter;
  }

  /** Releases a permit. */
  void release() {
    free.incrementAndGet();
    grantPermits();
  }

  private void grantPermits() {
    if (pendingGrants.getAndIncrement() != 0) {
      return;
    }
    boolean isDone = false;
    try {
      grantAll();
      isDone = true;
    } finally {
      if (!isDone) { // out of memory in a waiter's continuation: other threads must be able to
        // grant
        pendingGrants.set(0);
      }
    }
  }

  private void grantAll() {
    int seen = 1;
    do {
      CompletableFuture<Void> waiter;
      while (free.get() > 0 && (waiter = waiters.poll()) != null) {
        free.decrementAndGet();
        if (!waiter.complete(null)) {
          free.incrementAndGet();
        }
      }
      seen = pendingGrants.addAndGet(-seen);
    } while (seen != 0);
  }
}
