// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * The settings of retries.
 *
 * @param maxAttempts the maximum attempts of one request, including the first; at least 1
 * @param firstWait the maximum delay before the second attempt; doubles with each further one. The
 *     delay is random between zero and that (full jitter)
 * @param maxWait the maximum delay before any attempt
 * @param budgetPercent the percentage of requests that may be retried, over time
 * @param budgetFloor the number of retries a second that are always allowed
 */
public record RetrySettings(
    int maxAttempts, Duration firstWait, Duration maxWait, int budgetPercent, int budgetFloor) {

  /** Three attempts, random waits of up to 100 ms doubling to 5 s, 10 % of calls or 3 a second. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(3, Duration.ofMillis(100), Duration.ofSeconds(5), 10, 3);

  public RetrySettings {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
    }
    if (firstWait.toMillis() < 1) {
      throw new IllegalArgumentException(
          "the wait before a retry must be at least 1 ms, but is " + firstWait);
    }
    if (maxWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "the longest wait before a retry, "
              + maxWait
              + ", is shorter than the first one, "
              + firstWait);
    }
    if (budgetPercent < 0 || budgetPercent > 100) {
      throw new IllegalArgumentException(
          "budgetPercent must be from 0 to 100, but is " + budgetPercent);
    }
    if (budgetFloor < 0) {
      throw new IllegalArgumentException("budgetFloor must not be negative, but is " + budgetFloor);
    }
  }

  /** The same with at most {@code maxAttempts} attempts; 1 for no retry. */
  public RetrySettings withMaxAttempts(int maxAttempts) {
    return new RetrySettings(maxAttempts, firstWait, maxWait, budgetPercent, budgetFloor);
  }

  /** The same with other waits. */
  public RetrySettings withWaits(Duration firstWait, Duration maxWait) {
    return new RetrySettings(maxAttempts, firstWait, maxWait, budgetPercent, budgetFloor);
  }
}
