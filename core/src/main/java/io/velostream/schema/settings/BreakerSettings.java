// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * The settings of the circuit breaker of each registry URL.
 *
 * @param failures the number of consecutive failures that open the breaker; at least 1
 * @param firstWait how long it stays open the first time; doubles with each probe that fails
 * @param maxWait the maximum time that it stays open
 */
public record BreakerSettings(int failures, Duration firstWait, Duration maxWait) {

  /** Opens on 5 failures in a row, for 5 s doubling to 60 s. */
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(5, Duration.ofSeconds(5), Duration.ofSeconds(60));

  public BreakerSettings {
    if (failures < 1) {
      throw new IllegalArgumentException("failures must be at least 1, but is " + failures);
    }
    if (firstWait.toMillis() < 1) {
      throw new IllegalArgumentException(
          "the wait of an open breaker must be at least 1 ms, but is " + firstWait);
    }
    if (maxWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "the longest wait of an open breaker, "
              + maxWait
              + ", is shorter than the first one, "
              + firstWait);
    }
  }

  /** Returns the wait of the {@code times}-th consecutive time, counted from 1. */
  public Duration waitAfter(int times) {
    double millis = firstWait.toMillis() * Math.pow(2, Math.max(0, times - 1));
    return millis < maxWait.toMillis() ? Duration.ofMillis((long) millis) : maxWait;
  }
}
