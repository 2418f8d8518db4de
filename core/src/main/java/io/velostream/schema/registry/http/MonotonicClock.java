// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that starts at a given time and advances with a nanosecond counter, so that it never
 * jumps. In UTC.
 */
public final class MonotonicClock extends Clock {

  private final LongSupplier nanoTime;
  private final Instant start;
  private final long startNanos;

  /** Creates a clock that shows {@code start} now. */
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

  /** Returns this clock, since instants do not depend on a zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
