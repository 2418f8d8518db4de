// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment by which something must have ended.
 *
 * @param nanoTime the clock, in nanoseconds from any origin
 * @param atNanos the moment on that clock
 */
record Deadline(LongSupplier nanoTime, long atNanos) {

  /** The longest time to a deadline; keeps differences of clock readings from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(365);

  static Deadline after(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + nanos(time));
  }

  /** This deadline, or the one {@code time} from now if that is sooner. */
  Deadline atMost(Duration time) {
    long remaining = remainingNanos();
    return new Deadline(nanoTime, atNanos - remaining + Math.min(remaining, nanos(time)));
  }

  /** A deadline that leaves time for {@code parts - 1} more steps as long as the next one. */
  Deadline share(int parts) {
    long remaining = remainingNanos();
    return new Deadline(nanoTime, atNanos - remaining + remaining / parts);
  }

  /** Nanoseconds left; zero or less when it is over. */
  long remainingNanos() {
    return atNanos - nanoTime.getAsLong();
  }

  boolean isOver() {
    return remainingNanos() <= 0;
  }

  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
  }
}
