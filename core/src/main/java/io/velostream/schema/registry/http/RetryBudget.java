// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.settings.RetrySettings;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Limits the load of retries with a token bucket: each call adds a fraction of a token, each second
 * adds some tokens, and a retry takes one. So the retries are limited to a share of the calls, plus
 * a number per second, plus the capacity. The bucket starts with the tokens of one second. Safe for
 * use by many threads.
 */
public final class RetryBudget {

  /** The capacity, in tokens of this many seconds. */
  private static final int CAPACITY_SECONDS = 3;

  private final LongSupplier nanoTime;
  private final double perCall;
  private final double perSecond;
  private final AtomicReference<Bucket> bucket;

  public RetryBudget(RetrySettings settings, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.perCall = settings.budgetPercent() / 100.0;
    this.perSecond = settings.budgetFloor();
    long secondNanos = TimeUnit.SECONDS.toNanos(1);
    this.bucket = new AtomicReference<>(new Bucket(perSecond, nanoTime.getAsLong() + secondNanos));
  }

  /** Records a call that is not a retry. */
  void recordCall() {
    Bucket before;
    do {
      before = Objects.requireNonNull(bucket.get());
    } while (!bucket.compareAndSet(before, refill(before, perCall)));
  }

  /** Takes one token; returns false if there is none. */
  boolean tryAcquire() {
    while (true) {
      Bucket before = Objects.requireNonNull(bucket.get());
      Bucket full = refill(before, 0);
      if (full.tokens() < 1) {
        return false;
      }
      if (bucket.compareAndSet(before, new Bucket(full.tokens() - 1, full.atNanos()))) {
        return true;
      }
    }
  }

  /** The tokens now. */
  double tokens() {
    return refill(Objects.requireNonNull(bucket.get()), 0).tokens();
  }

  private Bucket refill(Bucket before, double more) {
    long nanos = Math.max(0, nanoTime.getAsLong() - before.atNanos());
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    double tokens = before.tokens() + more + seconds * perSecond;
    double capacity = Math.max(1, CAPACITY_SECONDS * perSecond);
    return new Bucket(Math.min(tokens, capacity), before.atNanos() + nanos);
  }

  private record Bucket(double tokens, long atNanos) {}
}
