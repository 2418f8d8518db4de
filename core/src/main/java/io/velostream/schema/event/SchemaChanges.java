// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The change counters of a resolver. Caches of derived values compare the counters for each record,
 * and rebuild an entry when they differ. Safe for use by many threads.
 */
public abstract class SchemaChanges {

  private static final AtomicLongFieldUpdater<SchemaChanges> INVALIDATIONS =
      AtomicLongFieldUpdater.newUpdater(SchemaChanges.class, "invalidations");
  private static final AtomicLongFieldUpdater<SchemaChanges> MOVES =
      AtomicLongFieldUpdater.newUpdater(SchemaChanges.class, "moves");

  private static final AtomicIntegerFieldUpdater<SchemaChanges> EPOCH =
      AtomicIntegerFieldUpdater.newUpdater(SchemaChanges.class, "epoch");

  /** Fields instead of atomic objects, to avoid a dereference for each record. */
  private volatile long invalidations;

  private volatile long moves;

  private volatile int epoch;

  /** Counts from zero. */
  protected SchemaChanges() {}

  /**
   * The number of invalidation steps. It is incremented twice for each invalidation: at its start,
   * for responses in flight, and at its end, for concurrent readers of a partly invalidated cache.
   */
  public final long invalidations() {
    return invalidations;
  }

  /**
   * The number of moves: how often an expiring entry, or a closure that follows a newest version,
   * has changed to another schema.
   */
  public final long moves() {
    return moves;
  }

  /**
   * The epoch, which changes after each invalidation, and at the start of each time window in which
   * uses of schemas are counted. A cache reports the use of an entry once in each epoch. It is one
   * number, so that one comparison for each record is enough.
   */
  public final int epoch() {
    return epoch;
  }

  /** Records the start of a time window. */
  protected void recordWindow() {
    EPOCH.incrementAndGet(this);
  }

  /** Records the start or the end of an invalidation. */
  protected void recordInvalidation() {
    INVALIDATIONS.incrementAndGet(this);
    EPOCH.incrementAndGet(
        this); // last: a thread that reads the new epoch also reads the invalidation
  }

  /** Records a move. */
  protected void recordMove() {
    MOVES.incrementAndGet(this);
  }
}
