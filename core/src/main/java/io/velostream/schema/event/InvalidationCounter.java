// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Version counters of one resolver's contents. Caches of what is derived from them compare the
 * counters for each record, and rebuild an entry when they differ. Safe for use by many threads.
 */
public final class InvalidationCounter {

  private static final AtomicLongFieldUpdater<InvalidationCounter> INVALIDATIONS =
      AtomicLongFieldUpdater.newUpdater(InvalidationCounter.class, "invalidations");
  private static final AtomicLongFieldUpdater<InvalidationCounter> MOVES =
      AtomicLongFieldUpdater.newUpdater(InvalidationCounter.class, "moves");

  private static final AtomicIntegerFieldUpdater<InvalidationCounter> TURNS =
      AtomicIntegerFieldUpdater.newUpdater(InvalidationCounter.class, "turns");

  /** A field of its own, not an object: one step less for each record. */
  private volatile long invalidations;

  private volatile long moves;

  private volatile int turns;

  /** Counts from zero. */
  public InvalidationCounter() {}

  /**
   * Grows with each invalidation, twice: when it begins, for answers on their way, and when nothing
   * is left of it in any tier, for those who found some of it meanwhile.
   */
  public long invalidations() {
    return invalidations;
  }

  /**
   * How often a pointer, or a closure that follows one, came to name something else: another schema
   * was found where only the newest version was asked for.
   */
  public long moves() {
    return moves;
  }

  /**
   * Changes after each invalidation, and when a new window of time begins in which the uses of
   * schemas are counted. Who keeps something beyond one window reports its use again then. One
   * number for both, so that one comparison for each record is enough.
   */
  public int turns() {
    return turns;
  }

  /** To be told that a new window has begun. */
  public void windowBegan() {
    TURNS.incrementAndGet(this);
  }

  /** To be told of each beginning and each end of an invalidation. */
  public void invalidated() {
    INVALIDATIONS.incrementAndGet(this);
    TURNS.incrementAndGet(this); // last: who sees the new turn sees the invalidation too
  }

  /** To be told of each move. */
  public void moved() {
    MOVES.incrementAndGet(this);
  }
}
