// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.thread.DaemonThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the bearer token of one client, and refreshes it before it expires.
 *
 * <p>The source may block, so it runs on a separate thread, and callers wait only if there is no
 * valid token. Requests to the source are single flight. A flight publishes the token before it
 * completes, and a new flight checks again whether another one has just completed. A flight
 * completes in time even if the source hangs: the hanging thread is abandoned, up to a bound, and
 * the next flight uses another thread. After a failure, the source is not called for one second, or
 * for as long as the failed call took.
 */
public final class BearerTokens implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

  /** The share of the lifetime after which a token is refreshed, minus random jitter. */
  private static final double REFRESH_AT = 0.8;

  private static final double JITTER = 0.05;

  /** The lifetime of a token whose lifetime is unknown, for refreshes. */
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  /** The maximum lifetime, which avoids an overflow of nanoseconds. */
  private static final Duration MAX_LIFETIME = Duration.ofDays(365);

  private static final long FAILURE_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REFUSAL_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long IDLE_THREAD_SECONDS = 10;

  /** The maximum number of threads, including those that a source without time-outs blocks. */
  private static final int MAX_THREADS = 4;

  private final BearerTokenSource source;
  private final Duration limit;
  private final DeadlineTimer timer;
  private final DoubleSupplier random;
  private final ThreadPoolExecutor thread = thread();
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable CachedToken cached;
  private volatile @Nullable Failure failure;
  private volatile @Nullable Deadline refusalBackoff;

  /**
   * Creates an empty cache of tokens from a source.
   *
   * @param limit the maximum time of one request to the source
   * @param random numbers from 0 to 1
   */
  public BearerTokens(
      BearerTokenSource source, Duration limit, DeadlineTimer timer, DoubleSupplier random) {
    this.source = source;
    this.limit = limit;
    this.timer = timer;
    this.random = random;
  }

  /** Returns a valid token, immediately if there is one. */
  public CompletableFuture<BearerToken> token() {
    long now = timer.nanoTime();
    CachedToken known = cached;
    if (known == null || known.isOver(now)) {
      return fetch(known);
    }
    runOnce(now);
    return CompletableFuture.completedFuture(known.token());
  }

  /**
   * Returns another token than the refused one. Returns the same one if a fresh token was refused
   * recently, so that a registry that refuses all tokens does not overload the source.
   */
  CompletableFuture<BearerToken> replacementFor(BearerToken refused) {
    CachedToken known = cached;
    if (known != null
        && !known.token().value().equals(refused.value())
        && !known.isOver(timer.nanoTime())) {
      return CompletableFuture.completedFuture(known.token());
    }
    Deadline backoff = refusalBackoff;
    return backoff != null && !backoff.isExpired()
        ? CompletableFuture.completedFuture(refused)
        : fetch(known);
  }

  /** Records that the registry refused a fresh token. */
  void recordRefusal() {
    refusalBackoff = timer.deadline(Duration.ofNanos(REFUSAL_BACKOFF_NANOS));
  }

  /** Starts a refresh if it is due, without waiting for it. */
  int runOnce(long nowNanos) {
    CachedToken known = cached;
    if (known == null || !known.isDue(nowNanos) || flight.get() != null || isBackingOff(nowNanos)) {
      return 0;
    }
    var unused = fetch(known);
    return 1;
  }

  private CompletableFuture<BearerToken> fetch(@Nullable CachedToken seen) {
    Flight ownFlight = new Flight(new CompletableFuture<>(), new AtomicBoolean(), timer.nanoTime());
    Flight other = flight.compareAndExchange(null, ownFlight);
    if (other != null) {
      return other.result();
    }
    CachedToken known = cached;
    Failure recent = failure;
    if (known != null && !known.equals(seen)) {
      complete(ownFlight, () -> {}, () -> ownFlight.result().complete(known.token()));
    } else if (recent != null && isBackingOff(timer.nanoTime())) {
      complete(
          ownFlight, () -> {}, () -> ownFlight.result().completeExceptionally(recent.exception()));
    } else {
      start(ownFlight);
    }
    return ownFlight.result();
  }

  private boolean isBackingOff(long nowNanos) {
    Failure recent = failure;
    return recent != null && nowNanos - recent.untilNanos() < 0;
  }

  private void start(Flight ownFlight) {
    try {
      Future<?> task = thread.submit(() -> requestToken(ownFlight));
      Future<?> timeoutTask =
          timer.at(
              timer.deadline(limit),
              () -> {
                fail(
                    ownFlight,
                    new IllegalStateException("no token within " + limit.toMillis() + " ms"));
                task.cancel(true);
              });
      var unused = ownFlight.result().whenComplete((token, late) -> timeoutTask.cancel(false));
    } catch (RuntimeException | Error e) { // closed, or out of threads
      fail(ownFlight, e);
    }
  }

  private void requestToken(Flight ownFlight) {
    try {
      BearerToken token = source.token();
      CachedToken next = toCachedToken(token);
      complete(
          ownFlight,
          () -> {
            cached = next;
            failure = null;
          },
          () -> ownFlight.result().complete(token));
      scheduleRefresh(next.refreshAtNanos());
    } catch (Throwable e) {
      fail(ownFlight, e);
    }
  }

  private void fail(Flight ownFlight, Throwable cause) {
    SchemaException exception = exception(cause);
    long now = timer.nanoTime();
    long until = now + Math.max(FAILURE_BACKOFF_NANOS, now - ownFlight.startNanos());
    complete(
        ownFlight,
        () -> {
          failure = new Failure(exception, until);
          if (cached != null && !closed.get()) {
            LOG.warn("Cannot refresh the bearer token for the registry yet", exception);
            scheduleRefresh(until);
          }
        },
        () -> ownFlight.result().completeExceptionally(exception));
  }

  /** Completes a flight once: updates the state, allows the next flight, and notifies waiters. */
  private void complete(Flight ownFlight, Runnable update, Runnable notifyWaiters) {
    if (ownFlight.ended().compareAndSet(false, true)) {
      try {
        update.run();
      } finally {
        flight.set(null);
        notifyWaiters.run();
      }
    }
  }

  private void scheduleRefresh(long nanos) {
    var unused =
        timer.at(
            timer.deadline(Duration.ofNanos(nanos - timer.nanoTime())),
            () -> runOnce(timer.nanoTime()));
  }

  private CachedToken toCachedToken(BearerToken token) {
    long now = timer.nanoTime();
    double refreshShare = REFRESH_AT - JITTER * random.getAsDouble();
    Duration lifetime = token.life().orElse(DEFAULT_LIFETIME);
    long life = (lifetime.compareTo(MAX_LIFETIME) < 0 ? lifetime : MAX_LIFETIME).toNanos();
    boolean ends = token.life().isPresent();
    return new CachedToken(token, now + (long) (life * refreshShare), ends ? now + life : null);
  }

  private static SchemaException exception(Throwable cause) {
    return cause instanceof SchemaException known
        ? known
        : new RegistryUnavailableException(
            "cannot get a bearer token for the registry: "
                + ErrorMessages.cause(cause)
                + "; check the token source and its settings",
            0,
            cause);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Flight last = flight.get();
      if (last != null) {
        fail(last, new IllegalStateException("the registry client was closed meanwhile"));
      }
      thread.shutdownNow();
      if (source instanceof AutoCloseable closeable) {
        closeQuietly(closeable);
      }
    }
  }

  private static void closeQuietly(AutoCloseable source) {
    try {
      source.close();
    } catch (Throwable e) {
      LOG.warn("The token source {} failed to close", source.getClass().getName(), e);
    }
  }

  private static ThreadPoolExecutor thread() {
    return new ThreadPoolExecutor(
        0,
        MAX_THREADS,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> DaemonThread.of(task, "velostream-registry-token"),
        (task, full) -> {
          throw new IllegalStateException(
              full.isShutdown()
                  ? "the registry client is closed"
                  : MAX_THREADS + " earlier calls of the token source have not ended");
        });
  }

  /** A token with its times; {@code endsAtNanos} is null if unknown. */
  private record CachedToken(BearerToken token, long refreshAtNanos, @Nullable Long endsAtNanos) {

    boolean isDue(long nowNanos) {
      return nowNanos - refreshAtNanos >= 0;
    }

    boolean isOver(long nowNanos) {
      return endsAtNanos != null && nowNanos - endsAtNanos >= 0;
    }
  }

  private record Flight(
      CompletableFuture<BearerToken> result, AtomicBoolean ended, long startNanos) {}

  private record Failure(SchemaException exception, long untilNanos) {}
}
