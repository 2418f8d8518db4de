// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When a binding is to be rebuilt, on the clock of a {@link BindingExpiry}. One of the threads that
 * find it passed gets the work.
 */
final class Deadline {

  private final AtomicLong atNanos;

  Deadline(long atNanos) {
    this.atNanos = new AtomicLong(atNanos);
  }

  boolean hasPassed(long nowNanos) {
    return nowNanos - atNanos.get() >= 0;
  }

  /**
   * Puts a passed deadline off.
   *
   * @return whether this caller did it, and now has the work; false when another one did
   */
  boolean claim(long nowNanos, long putOffNanos) {
    long seen = atNanos.get();
    return nowNanos - seen >= 0 && atNanos.compareAndSet(seen, nowNanos + putOffNanos);
  }
}
