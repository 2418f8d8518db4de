// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when bindings that follow a newest version are to be made anew. */
final class RefreshClock {

  /** After a failure the next attempt comes no later than this, however long versions are held. */
  private static final long LONGEST_PUT_OFF_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanoTime;
  private final long heldNanos;

  /**
   * A clock.
   *
   * @param held how long a newest version is believed
   * @param nanoTime nanoseconds from any origin
   */
  RefreshClock(Duration held, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.heldNanos = held.toNanos();
  }

  /** The deadline of a binding made now. */
  Deadline deadline() {
    return new Deadline(nanoTime.getAsLong() + heldNanos);
  }

  boolean isDue(Deadline deadline) {
    return deadline.hasPassed(nanoTime.getAsLong());
  }

  /**
   * Takes the work of a deadline that has passed, and puts it off for as long as a failing registry
   * is left alone.
   */
  boolean claim(Deadline deadline) {
    return deadline.claim(nanoTime.getAsLong(), Math.min(heldNanos, LONGEST_PUT_OFF_NANOS));
  }
}
