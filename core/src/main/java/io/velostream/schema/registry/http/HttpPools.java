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
 * Two pools of connections: one that is kept, and one for extra requests, those beyond {@link
 * #MAX_KEPT} at once to one URL. The extra pool is made when it is needed, and all its connections
 * close once no request has used it for {@link #IDLE_TIME}.
 *
 * <p>The JDK's client cannot close idle connections on request, and how long it keeps them is a
 * system property, which belongs to the application. Closing a whole client is the only way left.
 *
 * <p>The extra pool holds a place in the kept one while it is open, so that what both need, such as
 * the keys, is closed with the last of their requests.
 */
final class HttpPools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPools.class);

  /** Connections to one URL that stay open between bursts of requests. */
  static final int MAX_KEPT = 2;

  /** How long the other connections stay open after the last request that was extra. */
  static final Duration IDLE_TIME = Duration.ofSeconds(10);

  private final HttpPool kept;
  private final Function<AutoCloseable, HttpPool> maker;
  private final DeadlineTimer timer;
  private final AtomicReference<@Nullable HttpPool> extra = new AtomicReference<>();
  private final AtomicInteger extraRequests = new AtomicInteger();
  private final AtomicBoolean isAlarmSet = new AtomicBoolean();
  private volatile long lastUsedNanos;
  private volatile boolean isRetired;

  /**
   * Takes over the pool that is kept.
   *
   * @param maker makes an extra pool, with which its argument is closed
   */
  HttpPools(HttpPool kept, Function<AutoCloseable, HttpPool> maker, DeadlineTimer timer) {
    this.kept = kept;
    this.maker = maker;
    this.timer = timer;
  }

  /** Whether the JDK's client for the connections that are kept has ended by itself. */
  boolean isBroken() {
    return kept.isBroken();
  }

  /** A place for one request, which must leave it; null once these pools are retired and empty. */
  @Nullable Place enter(boolean isExtra) {
    if (isExtra) {
      extraRequests.incrementAndGet();
      HttpPool pool = enterExtra();
      if (pool != null) {
        return new Place(pool, true);
      }
      leaveExtra();
    }
    return kept.enter() ? new Place(kept, false) : null;
  }

  /** The extra pool, entered; null when these pools are retired, or when it cannot be made. */
  private @Nullable HttpPool enterExtra() {
    try {
      while (!isRetired) {
        HttpPool pool = extra.get();
        if (pool == null || pool.isBroken()) {
          replaceExtra(pool);
        } else if (pool.enter()) {
          return pool;
        } else {
          extra.compareAndSet(pool, null);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.debug("No more connections to the schema registry can be had; sharing those kept", e);
    }
    return null;
  }

  /** Threads that race each make a client, which opens no connection; all but one are closed. */
  private void replaceExtra(@Nullable HttpPool old) {
    if (!kept.enter()) {
      return; // retired and empty
    }
    HttpPool made = null;
    try {
      made = maker.apply(kept::leave);
    } finally {
      if (made == null) {
        kept.leave();
      }
    }
    if (!extra.compareAndSet(old, made)) {
      made.close();
    } else if (old != null) {
      old.retire();
    }
    if (isRetired) {
      retireExtra();
    }
  }

  private void leaveExtra() {
    lastUsedNanos = timer.nanoTime();
    if (extraRequests.decrementAndGet() == 0) {
      setAlarm(IDLE_TIME);
    }
  }

  /** At most one alarm is set at a time. */
  private void setAlarm(Duration wait) {
    if (isAlarmSet.compareAndSet(false, true)) {
      var unused = timer.at(timer.deadline(wait), this::retireIdle);
    }
  }

  /** Whoever leaves last after the flag is cleared sets the next alarm. */
  private void retireIdle() {
    isAlarmSet.set(false);
    if (extraRequests.get() == 0) {
      Duration left = IDLE_TIME.minusNanos(timer.nanoTime() - lastUsedNanos);
      if (left.isNegative() || left.isZero()) {
        retireExtra();
      } else {
        setAlarm(left);
      }
    }
  }

  private void retireExtra() {
    HttpPool pool = extra.getAndSet(null);
    if (pool != null) {
      pool.retire();
    }
  }

  /** Lets nobody in any more; each pool closes when its last request has ended. */
  void retire() {
    isRetired = true;
    retireExtra();
    kept.retire();
  }

  /** Closes all connections at once. */
  @Override
  public void close() {
    isRetired = true;
    HttpPool pool = extra.getAndSet(null);
    if (pool != null) {
      pool.close();
    }
    kept.close();
  }

  /** The place of one request in one of the pools. */
  final class Place {

    private final HttpPool pool;
    private final boolean isExtra;

    private Place(HttpPool pool, boolean isExtra) {
      this.pool = pool;
      this.isExtra = isExtra;
    }

    /** Sends the request. Never throws. */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int maxBytes) {
      return pool.send(request, maxBytes);
    }

    void leave() {
      pool.leave();
      if (isExtra) {
        leaveExtra();
      }
    }
  }
}
