// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaChanges;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when bindings are to be made anew: each one after something was invalidated, and those that
 * follow a newest version also when one has moved, and after a time.
 */
public final class RefreshClock {

  /** After a failure the next attempt comes no later than this, however long versions are held. */
  private static final long LONGEST_PUT_OFF_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SchemaChanges changes;
  private final LongSupplier nanoTime;
  private final long heldNanos;

  /**
   * A clock.
   *
   * @param resolver what bindings are made from
   * @param nanoTime nanoseconds from any origin
   */
  public RefreshClock(SchemaResolver resolver, LongSupplier nanoTime) {
    this.changes = resolver.changes();
    this.nanoTime = nanoTime;
    this.heldNanos = resolver.cacheSettings().latestTtl().toNanos();
  }

  /** What the resolver knows now; to be asked for before a binding is made. */
  Epoch epoch() {
    return Epoch.of(changes);
  }

  /** The validity of a binding that follows a newest version. */
  Validity following(Epoch epoch) {
    return new Validity(epoch, new Deadline(nanoTime.getAsLong() + heldNanos));
  }

  /** The validity of a binding that is to be made anew at once. */
  public Validity over() {
    return new Validity(epoch(), new Deadline(nanoTime.getAsLong()));
  }

  /** Whether the newest version that a binding follows is still to be taken for the newest. */
  public boolean isNewest(Validity validity) {
    Deadline deadline = validity.deadline;
    return deadline != null
        && validity.moves == changes.moves()
        && !deadline.hasPassed(nanoTime.getAsLong());
  }

  /** Whether nothing was invalidated since. */
  public boolean isValid(Validity validity) {
    return validity.invalidations == changes.invalidations();
  }

  /** Whether nothing but time can have ended it. */
  public boolean isOfNow(Validity validity) {
    return isValid(validity) && validity.moves == changes.moves();
  }

  /**
   * Takes the work of a deadline that has passed, and puts it off for as long as a failing registry
   * is left alone.
   */
  public boolean claim(Validity validity) {
    Deadline deadline = validity.deadline;
    return deadline != null
        && deadline.claim(nanoTime.getAsLong(), Math.min(heldNanos, LONGEST_PUT_OFF_NANOS));
  }
}
