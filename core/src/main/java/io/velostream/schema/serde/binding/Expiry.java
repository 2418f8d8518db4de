// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.SchemaChanges;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long a binding is valid: until an invalidation and, if it follows a newest version, until
 * that version moves or a deadline passes. It holds the counters of the resolver as they were
 * before the binding was made.
 *
 * <p>A class with fields instead of a record: the fields are read for each record, and the JIT
 * compiler does not always inline an accessor.
 */
final class Expiry {

  /** {@link SchemaChanges#epoch()}; read first, so that no invalidation is missed. */
  final int epoch;

  /** {@link SchemaChanges#invalidations()}. */
  final long invalidations;

  /** {@link SchemaChanges#moves()}. */
  final long moves;

  /** When the binding is to be rebuilt; null when it follows no newest version. */
  private final @Nullable AtomicLong deadlineNanos;

  private Expiry(int epoch, long invalidations, long moves, @Nullable AtomicLong deadlineNanos) {
    this.epoch = epoch;
    this.invalidations = invalidations;
    this.moves = moves;
    this.deadlineNanos = deadlineNanos;
  }

  /** Valid until the next invalidation. To be called before the binding is made. */
  static Expiry atInvalidation(SchemaChanges changes) {
    int epoch = changes.epoch();
    return new Expiry(epoch, changes.invalidations(), changes.moves(), null);
  }

  /** The same, for a binding that follows a newest version until {@code nanos}. */
  Expiry withDeadline(long nanos) {
    return new Expiry(epoch, invalidations, moves, new AtomicLong(nanos));
  }

  /** Whether the binding follows a newest version, and so has a deadline. */
  boolean followsNewest() {
    return deadlineNanos != null;
  }

  /** Whether the deadline has passed; false when there is none. */
  boolean isDue(long nowNanos) {
    return deadlineNanos != null && nowNanos - deadlineNanos.get() >= 0;
  }

  /**
   * Postpones a deadline that has passed.
   *
   * @return whether this caller postponed it, and so has to rebuild the binding; false when another
   *     thread did
   */
  boolean claim(long nowNanos, long postponeNanos) {
    if (deadlineNanos == null) {
      return false;
    }
    long seen = deadlineNanos.get();
    return nowNanos - seen >= 0 && deadlineNanos.compareAndSet(seen, nowNanos + postponeNanos);
  }
}
