// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment by which something must have ended.
 *
 * @param nanoTime the clock, in nanoseconds from any origin
 * @param startNanos when the whole began that this is a part of, on that clock
 * @param atNanos the moment on that clock
 */
public record Deadline(LongSupplier nanoTime, long startNanos, long atNanos) {

  /** The longest time to a deadline; keeps differences of clock readings from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final int HEAD_START_PARTS = 50;
  private static final Duration LONGEST_HEAD_START = Duration.ofMillis(200);

  /** How much sooner a call ends than its caller, whose next call then finds what it did. */
  public static Duration headStart(Duration timeout) {
    Duration part = timeout.dividedBy(HEAD_START_PARTS);
    return part.compareTo(LONGEST_HEAD_START) < 0 ? part : LONGEST_HEAD_START;
  }

  public static Deadline after(Duration time, LongSupplier nanoTime) {
    long now = nanoTime.getAsLong();
    return new Deadline(nanoTime, now, now + nanos(time));
  }

  /** This deadline, or the one {@code time} from now if that is sooner. */
  Deadline atMost(Duration time) {
    long remaining = remainingNanos();
    return at(atNanos - remaining + Math.min(remaining, nanos(time)));
  }

  /** A deadline that leaves time for {@code parts - 1} more steps as long as the next one. */
  Deadline share(int parts) {
    long remaining = remainingNanos();
    return at(atNanos - remaining + remaining / parts);
  }

  /** A deadline so much sooner, so that what ends there is known before this one is over. */
  public Deadline sooner(Duration time) {
    return at(atNanos - nanos(time));
  }

  private Deadline at(long nanos) {
    return new Deadline(nanoTime, startNanos, nanos);
  }

  /** Nanoseconds since the whole began. */
  long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }

  /** Nanoseconds left; zero or less when it is over. */
  public long remainingNanos() {
    return atNanos - nanoTime.getAsLong();
  }

  public boolean isOver() {
    return remainingNanos() <= 0;
  }

  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
  }
}
