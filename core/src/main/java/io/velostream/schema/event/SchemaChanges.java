// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Version counters of one resolver's contents, to be read. Caches of what is derived from them
 * compare the counters for each record, and rebuild an entry when they differ. Safe for use by many
 * threads.
 */
public abstract class SchemaChanges {

  private static final AtomicLongFieldUpdater<SchemaChanges> INVALIDATIONS =
      AtomicLongFieldUpdater.newUpdater(SchemaChanges.class, "invalidations");
  private static final AtomicLongFieldUpdater<SchemaChanges> MOVES =
      AtomicLongFieldUpdater.newUpdater(SchemaChanges.class, "moves");

  private static final AtomicIntegerFieldUpdater<SchemaChanges> TURNS =
      AtomicIntegerFieldUpdater.newUpdater(SchemaChanges.class, "turns");

  /** Fields instead of atomic objects: one dereference less for each record. */
  private volatile long invalidations;

  private volatile long moves;

  private volatile int turns;

  /** Counts from zero. */
  protected SchemaChanges() {}

  /**
   * Grows twice with each invalidation: when it begins, for responses in flight, and when nothing
   * is left of the schema in any tier, for those who found some of it meanwhile.
   */
  public final long invalidations() {
    return invalidations;
  }

  /**
   * How often a pointer, or a closure that follows one, came to name something else: another schema
   * was found where only the newest version was asked for.
   */
  public final long moves() {
    return moves;
  }

  /**
   * Changes after each invalidation, and when a new window of time begins in which the uses of
   * schemas are counted. A cache that keeps something beyond one window reports its use again then.
   * One number for both, so that one comparison for each record is enough.
   */
  public final int turns() {
    return turns;
  }

  /** Counts the beginning of a new window of time. */
  protected void windowBegan() {
    TURNS.incrementAndGet(this);
  }

  /** Counts the beginning or the end of an invalidation. */
  protected void invalidated() {
    INVALIDATIONS.incrementAndGet(this);
    TURNS.incrementAndGet(
        this); // last: a thread that reads the new turn reads the invalidation too
  }

  /** Counts a move. */
  protected void moved() {
    MOVES.incrementAndGet(this);
  }
}
