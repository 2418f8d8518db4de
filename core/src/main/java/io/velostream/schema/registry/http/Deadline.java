// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The deadline of an operation.
 *
 * @param nanoTime the clock, in nanoseconds from any origin
 * @param startNanos when the whole operation started, on that clock
 * @param atNanos the deadline, on that clock
 */
public record Deadline(LongSupplier nanoTime, long startNanos, long atNanos) {

  /** The maximum time to a deadline, which avoids overflows. */
  private static final Duration MAX = Duration.ofDays(365);

  private static final int SAFETY_MARGIN_DIVISOR = 50;
  private static final Duration MAX_SAFETY_MARGIN = Duration.ofMillis(200);

  /**
   * The time by which a request ends before its caller's time-out, so that its failure can be
   * reported.
   */
  public static Duration safetyMargin(Duration timeout) {
    Duration part = timeout.dividedBy(SAFETY_MARGIN_DIVISOR);
    return part.compareTo(MAX_SAFETY_MARGIN) < 0 ? part : MAX_SAFETY_MARGIN;
  }

  public static Deadline after(Duration time, LongSupplier nanoTime) {
    long now = nanoTime.getAsLong();
    return new Deadline(nanoTime, now, now + nanos(time));
  }

  /** Returns this deadline, or the one {@code time} from now if that is earlier. */
  Deadline atMost(Duration time) {
    long remaining = remainingNanos();
    return at(atNanos - remaining + Math.min(remaining, nanos(time)));
  }

  /** Returns a deadline that leaves time for {@code parts - 1} further steps of equal length. */
  Deadline share(int parts) {
    long remaining = remainingNanos();
    return at(atNanos - remaining + remaining / parts);
  }

  /** Returns a deadline that is earlier by {@code time}. */
  public Deadline earlierBy(Duration time) {
    return at(atNanos - nanos(time));
  }

  private Deadline at(long nanos) {
    return new Deadline(nanoTime, startNanos, nanos);
  }

  /** Nanoseconds since the whole operation started. */
  long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }

  /** Nanoseconds remaining; zero or less if it is expired. */
  public long remainingNanos() {
    return atNanos - nanoTime.getAsLong();
  }

  public boolean isExpired() {
    return remainingNanos() <= 0;
  }

  private static long nanos(Duration time) {
    return (time.compareTo(MAX) < 0 ? time : MAX).toNanos();
  }
}
