// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.Tls;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pools that requests go through, made anew when the files behind its keys and certificates
 * have changed. They are looked at every ten seconds at most, before a request is sent; while new
 * ones cannot be read, the old pools stay.
 */
final class TlsPools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsPools.class);

  /** How often the files are looked at. */
  static final Duration PERIOD = Duration.ofSeconds(10);

  private final Tls tls;
  private final boolean isTls;
  private final DeadlineTimer timer;
  private final Function<@Nullable SSLContext, HttpPools> maker;
  private final AtomicLong nextCheckNanos;
  private final AtomicBoolean isChecking = new AtomicBoolean();
  private volatile Current current;
  private volatile @Nullable Object unreadable;
  private volatile boolean closed;

  TlsPools(
      RegistrySettings settings,
      DeadlineTimer timer,
      Function<@Nullable SSLContext, HttpPools> maker) {
    this.tls = settings.tls();
    this.isTls =
        tls != Tls.ofJvm()
            && settings.urls().stream().anyMatch(url -> "https".equalsIgnoreCase(url.getScheme()));
    this.timer = timer;
    this.maker = maker;
    this.nextCheckNanos = new AtomicLong(timer.nanoTime() + PERIOD.toNanos());
    Object state = tls.state();
    this.current = new Current(state, make());
  }

  /** Whether {@link #check} is due; true for one caller in each period. */
  boolean isCheckDue() {
    if (!isTls) {
      return false;
    }
    long now = timer.nanoTime();
    long due = nextCheckNanos.get();
    return now - due >= 0 && nextCheckNanos.compareAndSet(due, now + PERIOD.toNanos());
  }

  /** Looks at the files, and goes over to new pools if they have changed. Blocks on files. */
  void check() {
    if (isChecking.compareAndSet(false, true)) {
      try {
        takeOver(tls.state());
      } catch (Throwable e) {
        LOG.warn("The keys and certificates for the schema registry cannot be looked at", e);
      } finally {
        isChecking.set(false);
      }
    }
  }

  /** Goes over to new pools after an {@link Error} has ended the ones that are in use. */
  private void replace(Current broken) {
    if (!closed && isChecking.compareAndSet(false, true)) {
      try {
        current = new Current(broken.state(), make());
        broken.pools().retire();
        if (closed) {
          current.pools().close();
        }
        LOG.warn("Replaced the connections to the schema registry, whose thread had ended");
      } catch (Throwable e) {
        LOG.error("The connections to the schema registry have ended and cannot be replaced", e);
      } finally {
        isChecking.set(false);
      }
    }
  }

  private void takeOver(Object state) {
    Current old = current;
    if (state.equals(old.state()) || state.equals(unreadable)) {
      return;
    }
    try {
      current = new Current(state, make());
    } catch (RuntimeException e) {
      unreadable = state;
      LOG.warn(
          "Changed keys or certificates for the schema registry cannot be read; the earlier ones"
              + " stay in use",
          e);
      return;
    }
    unreadable = null;
    old.pools().retire();
    if (closed) {
      current.pools().close();
    }
    LOG.info("Took over changed keys or certificates for the schema registry");
  }

  /**
   * A place for one request, which must leave it.
   *
   * @param isExtra whether its connection need not outlast a burst of requests
   */
  HttpPools.Place enter(boolean isExtra) {
    while (true) {
      Current now = current;
      if (now.pools().isBroken()) {
        replace(now);
      }
      HttpPools.Place place = current.pools().enter(isExtra);
      if (place != null) {
        return place;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    current.pools().close();
  }

  private HttpPools make() {
    return maker.apply(isTls ? tls.context() : null);
  }

  /** Pools, and the state of the files that it was made from. */
  private record Current(Object state, HttpPools pools) {}
}
