// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket: a number of calls a second, with a burst of at most one second. Belongs to one
 * thread.
 */
final class RateLimiter {

  private final int perSecond;
  private double tokens;
  private long filledNanos;
  private boolean isFilled;

  RateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Takes one call out of the budget; false when there is none left. */
  boolean take(long nowNanos) {
    double earned =
        isFilled
            ? (double) (nowNanos - filledNanos) * perSecond / TimeUnit.SECONDS.toNanos(1)
            : perSecond;
    isFilled = true;
    filledNanos = nowNanos;
    tokens = Math.min(perSecond, tokens + Math.max(0, earned));
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
