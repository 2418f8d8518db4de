// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket: a number of requests a second, with a burst of at most one second. Confined to
 * one thread.
 */
final class RateLimiter {

  private final int perSecond;
  private double tokens;
  private long refilledNanos;
  private boolean hasBeenFilled;

  RateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Takes one token; returns false if there is none. */
  boolean tryAcquire(long nowNanos) {
    double earned =
        hasBeenFilled
            ? (double) (nowNanos - refilledNanos) * perSecond / TimeUnit.SECONDS.toNanos(1)
            : perSecond;
    hasBeenFilled = true;
    refilledNanos = nowNanos;
    tokens = Math.min(perSecond, tokens + Math.max(0, earned));
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
