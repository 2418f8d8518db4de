// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.concurrent.atomic.LongAdder;

/** What the tiers count. Adders only, so that counting never makes threads wait for each other. */
public final class Counters {

  public final LongAdder hotHits = new LongAdder();
  public final LongAdder mainHits = new LongAdder();
  public final LongAdder resolvedHits = new LongAdder();
  public final LongAdder misses = new LongAdder();
  public final LongAdder missNanos = new LongAdder();
  public final LongAdder timedMisses = new LongAdder();
  public final LongAdder evictions = new LongAdder();
  public final LongAdder prefetched = new LongAdder();
  public final LongAdder prefetchedUsed = new LongAdder();
  public final LongAdder received = new LongAdder();
  public final LongAdder news = new LongAdder();
  public final LongAdder refreshes = new LongAdder();

  /** A lookup that memory could not answer has ended, well or not. */
  public void missEnded(long nanos) {
    timedMisses.increment();
    missNanos.add(nanos);
  }
}
