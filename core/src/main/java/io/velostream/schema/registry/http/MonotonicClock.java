// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of day as it was when this clock was made, carried on by a counter of nanoseconds: it
 * says times that people understand, and never jumps. In UTC.
 */
public final class MonotonicClock extends Clock {

  private final LongSupplier nanoTime;
  private final Instant start;
  private final long startNanos;

  /** A clock that shows {@code start} now. */
  public MonotonicClock(Instant start, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = start;
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** This clock: its times are instants, which no zone changes. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
