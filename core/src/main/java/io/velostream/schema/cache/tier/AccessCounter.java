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

  private static final int MOST_HALVINGS = 31;
  private static final int NO_WINDOW = -1;

  /** The epoch in the upper half, the count in the lower one. */
  private final AtomicLong count = new AtomicLong();

  private final AtomicInteger window = new AtomicInteger(NO_WINDOW);
  private final AtomicReference<@Nullable AtomicBoolean> prefetch = new AtomicReference<>();

  /** Counts uses; gives the count as it stands in this epoch. */
  public int add(int uses, int epoch) {
    int sum = (int) Math.min(Integer.MAX_VALUE, (long) count(epoch) + uses);
    count.setOpaque(((long) epoch << Integer.SIZE) | sum);
    return sum;
  }

  /** The count, as much as it is worth in this epoch. */
  public int count(int epoch) {
    long seen = count.getOpaque();
    int age = epoch - (int) (seen >>> Integer.SIZE);
    return (int) seen >> Math.min(MOST_HALVINGS, Math.max(0, age));
  }

  /** Whether this is the first use in the window. Of many threads, one is told so. */
  boolean enters(int current) {
    return window.getPlain() != current && window.getAndSet(current) != current;
  }

  /** Remembers that this is here because of a prefetch, which {@code redeemed} stands for. */
  public void prefetchedBy(AtomicBoolean redeemed) {
    prefetch.set(redeemed);
  }

  /** Whether this use is the first one of what a prefetch brought. */
  public boolean redeemsPrefetch() {
    if (prefetch.getPlain() == null) {
      return false;
    }
    AtomicBoolean redeemed = prefetch.getAndSet(null);
    return redeemed != null && redeemed.compareAndSet(false, true);
  }
}
