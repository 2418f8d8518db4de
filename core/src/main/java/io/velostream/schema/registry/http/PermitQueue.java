// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a bounded number of holders in at once, in the order of arrival, without blocking a thread.
 *
 * <p>Any thread may add a waiter or give a permit back; whichever comes first hands out permits for
 * all that come meanwhile, so the free count has one taker at a time and a waiter's continuation
 * that ends at once does not deepen the stack.
 */
final class PermitQueue {

  private final AtomicInteger limit;

  /** Negative while more are in than a lowered limit lets in. */
  private final AtomicInteger free;

  private final AtomicInteger handingOut = new AtomicInteger();
  private final Queue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();

  PermitQueue(int permits) {
    this.limit = new AtomicInteger(permits);
    this.free = new AtomicInteger(permits);
  }

  /** Lets another number of holders in at once; those who are in stay. */
  void limit(int permits) {
    int more = permits - limit.getAndSet(permits);
    if (more != 0) {
      free.addAndGet(more);
      handOut();
    }
  }

  /**
   * Asks for a permit. The future completes when it is there; the holder then must {@link
   * #release()} it. A waiter that completes its future itself leaves the queue.
   */
  CompletableFuture<Void> acquire() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    waiters.add(waiter);
    handOut();
    return waiter;
  }

  /** Gives a permit back. */
  void release() {
    free.incrementAndGet();
    handOut();
  }

  private void handOut() {
    if (handingOut.getAndIncrement() != 0) {
      return;
    }
    boolean isDone = false;
    try {
      handOutAll();
      isDone = true;
    } finally {
      if (!isDone) { // no memory for a waiter's continuation: others must not wait for this thread
        handingOut.set(0);
      }
    }
  }

  private void handOutAll() {
    int seen = 1;
    do {
      CompletableFuture<Void> waiter;
      while (free.get() > 0 && (waiter = waiters.poll()) != null) {
        free.decrementAndGet();
        if (!waiter.complete(null)) {
          free.incrementAndGet();
        }
      }
      seen = handingOut.addAndGet(-seen);
    } while (seen != 0);
  }
}
