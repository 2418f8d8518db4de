// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import java.util.concurrent.TimeUnit;

/** So many calls a second, and no more than those of one second at once. Belongs to one thread. */
final class CallBudget {

  private final int perSecond;
  private double tokens;
  private long filledNanos;
  private boolean isFilled;

  CallBudget(int perSecond) {
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
