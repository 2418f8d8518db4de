// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The access frequency of one answer. Counts are racy estimates: concurrent increments may be lost,
 * since a lost count costs nothing and a contended one does. Counts age: each epoch halves them.
 */
public final class AccessCounter {

  private static final int MAX_HALVINGS = 31;
  private static final int NO_WINDOW = -1;

  /** The epoch in the upper half, the count in the lower one. */
  private final AtomicLong count = new AtomicLong();

  private final AtomicInteger window = new AtomicInteger(NO_WINDOW);
  private final AtomicReference<@Nullable AtomicBoolean> unusedPrefetch = new AtomicReference<>();

  /** Adds uses, and returns the count in this epoch. */
  public int add(int uses, int epoch) {
    int sum = (int) Math.min(Integer.MAX_VALUE, (long) count(epoch) + uses);
    count.setOpaque(((long) epoch << Integer.SIZE) | sum);
    return sum;
  }

  /** Returns the count, halved for each epoch that has passed since. */
  public int count(int epoch) {
    long seen = count.getOpaque();
    int age = epoch - (int) (seen >>> Integer.SIZE);
    return (int) seen >> Math.min(MAX_HALVINGS, Math.max(0, age));
  }

  /** Returns whether this is the first use in the window; true for one thread only. */
  boolean isFirstUseIn(int currentWindow) {
    return window.getPlain() != currentWindow && window.getAndSet(currentWindow) != currentWindow;
  }

  /** Marks the answer as prefetched; {@code isUsed} is shared by all answers of one prefetch. */
  public void setPrefetch(AtomicBoolean isUsed) {
    unusedPrefetch.set(isUsed);
  }

  /** Returns whether this is the first use of a prefetched answer. */
  public boolean markPrefetchUsed() {
    if (unusedPrefetch.getPlain() == null) {
      return false;
    }
    AtomicBoolean isUsed = unusedPrefetch.getAndSet(null);
    return isUsed != null && isUsed.compareAndSet(false, true);
  }
}
