// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.concurrent.atomic.LongAdder;

/** The counters of the tiers. They are adders, so that threads do not contend. */
public final class Counters {

  public final LongAdder hotHits = new LongAdder();
  public final LongAdder answerHits = new LongAdder();
  public final LongAdder resolvedHits = new LongAdder();
  public final LongAdder misses = new LongAdder();
  public final LongAdder missNanos = new LongAdder();
  public final LongAdder timedMisses = new LongAdder();
  public final LongAdder evictions = new LongAdder();
  public final LongAdder prefetched = new LongAdder();
  public final LongAdder prefetchedUsed = new LongAdder();
  public final LongAdder receivedAnswers = new LongAdder();
  public final LongAdder changedAnswers = new LongAdder();
  public final LongAdder refreshes = new LongAdder();

  /** Records the duration of a cache miss, successful or not. */
  public void recordMiss(long nanos) {
    timedMisses.increment();
    missNanos.add(nanos);
  }
}
