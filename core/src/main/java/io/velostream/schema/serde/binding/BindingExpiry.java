// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.InvalidationCounter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when bindings are rebuilt: each one after an invalidation, and those that follow a newest
 * version also when that version moves, and after a time.
 */
public final class BindingExpiry {

  /** After a failure the next attempt comes no later than this, however long versions are held. */
  private static final long LONGEST_PUT_OFF_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final InvalidationCounter changes;
  private final LongSupplier nanoTime;
  private final long heldNanos;

  /**
   * A clock.
   *
   * @param resolver what bindings are made from
   * @param nanoTime nanoseconds from any origin
   */
  public BindingExpiry(SchemaResolver resolver, LongSupplier nanoTime) {
    this.changes = resolver.changes();
    this.nanoTime = nanoTime;
    this.heldNanos = resolver.cacheSettings().latestTtl().toNanos();
  }

  /** What the resolver knows now; to be asked for before a binding is made. */
  CacheVersion cacheVersion() {
    return CacheVersion.of(changes);
  }

  /** The validity of a binding that follows a newest version. */
  Expiry following(CacheVersion cacheVersion) {
    return new Expiry(cacheVersion, new Deadline(nanoTime.getAsLong() + heldNanos));
  }

  /** The validity of a binding that is to be made anew at once. */
  public Expiry over() {
    return new Expiry(cacheVersion(), new Deadline(nanoTime.getAsLong()));
  }

  /** Whether the newest version that a binding follows is still to be taken for the newest. */
  public boolean isNewest(Expiry validity) {
    Deadline deadline = validity.deadline;
    return deadline != null
        && validity.moves == changes.moves()
        && !deadline.hasPassed(nanoTime.getAsLong());
  }

  /** Whether nothing was invalidated since. */
  public boolean isValid(Expiry validity) {
    return validity.invalidations == changes.invalidations();
  }

  /** Whether nothing but time can have ended it. */
  public boolean isOfNow(Expiry validity) {
    return isValid(validity) && validity.moves == changes.moves();
  }

  /**
   * Takes the work of a deadline that has passed, and puts it off for as long as a failing registry
   * is left alone.
   */
  public boolean claim(Expiry validity) {
    Deadline deadline = validity.deadline;
    return deadline != null
        && deadline.claim(nanoTime.getAsLong(), Math.min(heldNanos, LONGEST_PUT_OFF_NANOS));
  }
}
