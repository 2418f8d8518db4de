// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.settings.RetrySettings;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Bounds what retries add to a registry's load. A bucket of tokens: each call puts a part of one in
 * and each second some, a retry takes one out. So over any time the retries are at most that part
 * of the calls, what the seconds gave, and what the bucket held. It begins with what its first
 * second gives. Safe for use by many threads.
 */
public final class RetryBudget {

  /** The bucket holds what this many seconds give. */
  private static final int SECONDS_HELD = 3;

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

  /** Counts a call in that is no retry. */
  void called() {
    Bucket before;
    do {
      before = Objects.requireNonNull(bucket.get());
    } while (!bucket.compareAndSet(before, filled(before, perCall)));
  }

  /** Takes the right to one retry; false when there is none left. */
  boolean takeRetry() {
    while (true) {
      Bucket before = Objects.requireNonNull(bucket.get());
      Bucket full = filled(before, 0);
      if (full.tokens() < 1) {
        return false;
      }
      if (bucket.compareAndSet(before, new Bucket(full.tokens() - 1, full.atNanos()))) {
        return true;
      }
    }
  }

  private Bucket filled(Bucket before, double more) {
    long nanos = Math.max(0, nanoTime.getAsLong() - before.atNanos());
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    double tokens = before.tokens() + more + seconds * perSecond;
    double most = Math.max(1, SECONDS_HELD * perSecond);
    return new Bucket(Math.min(tokens, most), before.atNanos() + nanos);
  }

  private record Bucket(double tokens, long atNanos) {}
}
