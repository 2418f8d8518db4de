// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaChanges;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when bindings are rebuilt: each one after an invalidation, and those that follow a newest
 * version also when that version moves, and after a time.
 */
public final class BindingExpiry {

  /** The maximum delay of the next attempt after a failure, whatever the time to live. */
  private static final long MAX_POSTPONE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SchemaChanges changes;
  private final LongSupplier nanoTime;
  private final long ttlNanos;

  /**
   * Creates the rules for the bindings of one engine.
   *
   * @param resolver what bindings are made from
   * @param nanoTime nanoseconds from any origin
   */
  public BindingExpiry(SchemaResolver resolver, LongSupplier nanoTime) {
    this.changes = resolver.changes();
    this.nanoTime = nanoTime;
    this.ttlNanos = resolver.cacheSettings().latestTtl().toNanos();
  }

  /**
   * The expiry of a binding that follows no newest version. To be called before the binding is
   * created.
   */
  Expiry start() {
    return Expiry.atInvalidation(changes);
  }

  /** The expiry of a binding that was started with {@code start} and follows a newest version. */
  Expiry following(Expiry start) {
    return start.withDeadline(nanoTime.getAsLong() + ttlNanos);
  }

  /** The expiry of a binding that is to be rebuilt at once. */
  public Expiry expired() {
    return start().withDeadline(nanoTime.getAsLong());
  }

  /** Whether the version that a binding follows still counts as the newest. */
  public boolean isNewest(Expiry expiry) {
    return expiry.followsNewest()
        && expiry.moves == changes.moves()
        && !expiry.isDue(nanoTime.getAsLong());
  }

  /** Whether nothing was invalidated since. */
  public boolean isValid(Expiry expiry) {
    return expiry.invalidations == changes.invalidations();
  }

  /** Whether nothing was invalidated and no newest version moved since. */
  public boolean isUnchanged(Expiry expiry) {
    return isValid(expiry) && expiry.moves == changes.moves();
  }

  /**
   * Claims the rebuild of a binding whose deadline has passed, and postpones the deadline for as
   * long as a failing registry is not called again.
   *
   * @return whether the caller is to rebuild it; false when another thread does
   */
  public boolean claim(Expiry expiry) {
    return expiry.claim(nanoTime.getAsLong(), Math.min(ttlNanos, MAX_POSTPONE_NANOS));
  }
}
