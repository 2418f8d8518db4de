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
 * The current pools, which are replaced when the files of keys or certificates have changed. The
 * files are checked every ten seconds at most, before a request is sent. If the new files cannot be
 * read, the old pools remain.
 */
final class TlsPools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsPools.class);

  /** How often the files are checked. */
  static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private final Tls tls;
  private final boolean isTls;
  private final DeadlineTimer timer;
  private final Function<@Nullable SSLContext, HttpPools> factory;
  private final AtomicLong nextCheckNanos;
  private final AtomicBoolean isChecking = new AtomicBoolean();
  private volatile Current current;
  private volatile @Nullable Object unreadable;
  private volatile boolean closed;

  TlsPools(
      RegistrySettings settings,
      DeadlineTimer timer,
      Function<@Nullable SSLContext, HttpPools> factory) {
    this.tls = settings.tls();
    this.isTls =
        tls != Tls.ofJvm()
            && settings.urls().stream().anyMatch(url -> "https".equalsIgnoreCase(url.getScheme()));
    this.timer = timer;
    this.factory = factory;
    this.nextCheckNanos = new AtomicLong(timer.nanoTime() + CHECK_INTERVAL.toNanos());
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
    return now - due >= 0 && nextCheckNanos.compareAndSet(due, now + CHECK_INTERVAL.toNanos());
  }

  /** Checks the files, and replaces the pools if they have changed. Blocks on I/O. */
  void check() {
    if (isChecking.compareAndSet(false, true)) {
      try {
        replaceIfChanged(tls.state());
      } catch (Throwable e) {
        LOG.warn("The keys and certificates for the schema registry cannot be checked", e);
      } finally {
        isChecking.set(false);
      }
    }
  }

  /** Replaces pools that an {@link Error} has broken. */
  private void replaceBroken(Current broken) {
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

  private void replaceIfChanged(Object state) {
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
   * Acquires a slot for one request, which must release it.
   *
   * @param isExtra whether its connection may be closed after a burst of requests
   */
  HttpPools.Slot acquire(boolean isExtra) {
    while (true) {
      Current now = current;
      if (now.pools().isBroken()) {
        replaceBroken(now);
      }
      HttpPools.Slot slot = current.pools().acquire(isExtra);
      if (slot != null) {
        return slot;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    current.pools().close();
  }

  private HttpPools make() {
    return factory.apply(isTls ? tls.context() : null);
  }

  /** Pools, with the state of the files that they were created from. */
  private record Current(Object state, HttpPools pools) {}
}
