// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two pools of connections: one is kept open, and one is for extra requests, those beyond {@link
 * #MAX_KEPT} concurrent ones to one URL. The extra pool is created on demand, and closed when it
 * was idle for {@link #IDLE_TIME}.
 *
 * <p>The JDK's client cannot close idle connections on request, and its keep-alive time is a system
 * property, which belongs to the application. So the whole client is closed.
 *
 * <p>The extra pool is a user of the kept one while it is open, so that shared resources such as
 * keys are closed with the last request of both.
 */
final class HttpPools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPools.class);

  /** Connections to one URL that stay open between bursts of requests. */
  static final int MAX_KEPT = 2;

  /** How long extra connections stay open after the last extra request. */
  static final Duration IDLE_TIME = Duration.ofSeconds(10);

  private final HttpPool keptPool;
  private final Function<AutoCloseable, HttpPool> factory;
  private final DeadlineTimer timer;
  private final AtomicReference<@Nullable HttpPool> extra = new AtomicReference<>();
  private final AtomicInteger extraRequests = new AtomicInteger();
  private final AtomicBoolean isRetirementScheduled = new AtomicBoolean();
  private volatile long lastUsedNanos;
  private volatile boolean isRetired;

  /**
   * Creates the pools.
   *
   * @param factory creates an extra pool, which closes the argument with itself
   */
  HttpPools(HttpPool initial, Function<AutoCloseable, HttpPool> factory, DeadlineTimer timer) {
    this.keptPool = initial;
    this.factory = factory;
    this.timer = timer;
  }

  /** Whether the client of the kept pool has failed. */
  boolean isBroken() {
    return keptPool.isBroken();
  }

  /** Acquires a slot for one request, which must release it; null if these pools are closed. */
  @Nullable Slot acquire(boolean isExtra) {
    if (isExtra) {
      extraRequests.incrementAndGet();
      HttpPool pool = acquireExtra();
      if (pool != null) {
        return new Slot(pool, true);
      }
      releaseExtra();
    }
    return keptPool.tryRetain() ? new Slot(keptPool, false) : null;
  }

  /** Acquires the extra pool; null if these pools are retired, or it cannot be created. */
  private @Nullable HttpPool acquireExtra() {
    try {
      while (!isRetired) {
        HttpPool pool = extra.get();
        if (pool == null || pool.isBroken()) {
          replaceExtra(pool);
        } else if (pool.tryRetain()) {
          return pool;
        } else {
          extra.compareAndSet(pool, null);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.debug("Cannot open more connections to the schema registry; sharing the kept ones", e);
    }
    return null;
  }

  /** Creates a new extra pool. Racing threads may each create one; all but one are closed. */
  private void replaceExtra(@Nullable HttpPool old) {
    if (!keptPool.tryRetain()) {
      return; // closed
    }
    HttpPool created = null;
    try {
      created = factory.apply(keptPool::release);
    } finally {
      if (created == null) {
        keptPool.release();
      }
    }
    if (!extra.compareAndSet(old, created)) {
      created.close();
    } else if (old != null) {
      old.retire();
    }
    if (isRetired) {
      retireExtra();
    }
  }

  private void releaseExtra() {
    lastUsedNanos = timer.nanoTime();
    if (extraRequests.decrementAndGet() == 0) {
      scheduleRetirement(IDLE_TIME);
    }
  }

  /** Schedules the retirement of the extra pool, at most one at a time. */
  private void scheduleRetirement(Duration wait) {
    if (isRetirementScheduled.compareAndSet(false, true)) {
      var unused = timer.at(timer.deadline(wait), this::retireIdle);
    }
  }

  /** Retires the extra pool if it is idle; else the last request schedules the next check. */
  private void retireIdle() {
    isRetirementScheduled.set(false);
    if (extraRequests.get() == 0) {
      Duration remaining = IDLE_TIME.minusNanos(timer.nanoTime() - lastUsedNanos);
      if (remaining.isNegative() || remaining.isZero()) {
        retireExtra();
      } else {
        scheduleRetirement(remaining);
      }
    }
  }

  private void retireExtra() {
    HttpPool pool = extra.getAndSet(null);
    if (pool != null) {
      pool.retire();
    }
  }

  /** Refuses new requests; each pool closes with its last request. */
  void retire() {
    isRetired = true;
    retireExtra();
    keptPool.retire();
  }

  /** Closes all connections immediately. */
  @Override
  public void close() {
    isRetired = true;
    HttpPool pool = extra.getAndSet(null);
    if (pool != null) {
      pool.close();
    }
    keptPool.close();
  }

  /** The slot of one request in one of the pools. */
  final class Slot {

    private final HttpPool pool;
    private final boolean isExtra;

    private Slot(HttpPool pool, boolean isExtra) {
      this.pool = pool;
      this.isExtra = isExtra;
    }

    /** Sends the request. Never throws. */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int maxBytes) {
      return pool.send(request, maxBytes);
    }

    void release() {
      pool.release();
      if (isExtra) {
        releaseExtra();
      }
    }
  }
}
