// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
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
 * The bearer token of one client: asked for once, whoever needs it, and again before it ends.
 *
 * <p>The source may block, so it runs on a thread of its own, and nobody waits but those who have
 * no token that is good. At most one flight to the source is under way. It publishes the token
 * before it ends, and whoever starts a flight looks once more whether another one has just ended. A
 * flight ends in time even if the source does not: that one's thread is left to it, up to a bound,
 * and the next flight has another. After a failure the source rests for a second, or for as long as
 * it took to fail.
 */
public final class BearerTokens implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

  /** When a token is asked for again, as a part of its life; a random part of the jitter less. */
  private static final double REFRESH_AT = 0.8;

  private static final double JITTER = 0.05;

  /** When a token is asked for again that does not say how long it lasts. */
  private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

  /** The longest life that is believed; nanoseconds end at 292 years. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private static final long FAILURE_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REFUSAL_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long IDLE_THREAD_SECONDS = 10;

  /** One that works, and others that a source without time-outs does not give back. */
  private static final int MOST_THREADS = 4;

  private final BearerTokenSource source;
  private final Duration limit;
  private final DeadlineTimer timer;
  private final DoubleSupplier random;
  private final ThreadPoolExecutor thread = thread();
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Held held;
  private volatile @Nullable Failure failure;
  private volatile @Nullable Deadline refusalRest;

  /**
   * Tokens from a source, none asked for yet.
   *
   * @param limit the longest that one flight to the source may take
   * @param random numbers from 0 to 1
   */
  public BearerTokens(
      BearerTokenSource source, Duration limit, DeadlineTimer timer, DoubleSupplier random) {
    this.source = source;
    this.limit = limit;
    this.timer = timer;
    this.random = random;
  }

  /** A token that is good; at once, unless there is none. */
  public CompletableFuture<BearerToken> token() {
    long now = timer.nanoTime();
    Held known = held;
    if (known == null || known.isOver(now)) {
      return fetch(known);
    }
    runOnce(now);
    return CompletableFuture.completedFuture(known.token());
  }

  /**
   * Another token than one that the registry refused; the same one when it has just refused a fresh
   * one too, so that a registry that takes no token does not wear out the source.
   */
  CompletableFuture<BearerToken> otherThan(BearerToken refused) {
    Held known = held;
    if (known != null
        && !known.token().value().equals(refused.value())
        && !known.isOver(timer.nanoTime())) {
      return CompletableFuture.completedFuture(known.token());
    }
    Deadline rest = refusalRest;
    return rest != null && !rest.isOver()
        ? CompletableFuture.completedFuture(refused)
        : fetch(known);
  }

  /** Notes that the registry takes no token, not even a fresh one. */
  void noneWasTaken() {
    refusalRest = timer.deadline(Duration.ofNanos(REFUSAL_REST_NANOS));
  }

  /** Starts to ask for the next token if that is due. Does not wait for it. */
  int runOnce(long nowNanos) {
    Held known = held;
    if (known == null || !known.isDue(nowNanos) || flight.get() != null || isResting(nowNanos)) {
      return 0;
    }
    var unused = fetch(known);
    return 1;
  }

  private CompletableFuture<BearerToken> fetch(@Nullable Held seen) {
    Flight mine = new Flight(new CompletableFuture<>(), new AtomicBoolean(), timer.nanoTime());
    Flight other = flight.compareAndExchange(null, mine);
    if (other != null) {
      return other.result();
    }
    Held known = held;
    Failure recent = failure;
    if (known != null && !known.equals(seen)) {
      end(mine, () -> {}, () -> mine.result().complete(known.token()));
    } else if (recent != null && isResting(timer.nanoTime())) {
      end(mine, () -> {}, () -> mine.result().completeExceptionally(recent.exception()));
    } else {
      start(mine);
    }
    return mine.result();
  }

  private boolean isResting(long nowNanos) {
    Failure recent = failure;
    return recent != null && nowNanos - recent.untilNanos() < 0;
  }

  private void start(Flight mine) {
    try {
      Future<?> task = thread.submit(() -> ask(mine));
      Future<?> alarm =
          timer.at(
              timer.deadline(limit),
              () -> {
                fail(
                    mine, new IllegalStateException("no token within " + limit.toMillis() + " ms"));
                task.cancel(true);
              });
      var unused = mine.result().whenComplete((token, late) -> alarm.cancel(false));
    } catch (RuntimeException | Error e) { // closed, or no thread to be had
      fail(mine, e);
    }
  }

  private void ask(Flight mine) {
    try {
      BearerToken token = source.token();
      Held next = hold(token);
      end(
          mine,
          () -> {
            held = next;
            failure = null;
          },
          () -> mine.result().complete(token));
      wakeAt(next.refreshAtNanos());
    } catch (Throwable e) {
      fail(mine, e);
    }
  }

  private void fail(Flight mine, Throwable cause) {
    SchemaException exception = exception(cause);
    long now = timer.nanoTime();
    long until = now + Math.max(FAILURE_REST_NANOS, now - mine.startNanos());
    end(
        mine,
        () -> {
          failure = new Failure(exception, until);
          if (held != null && !closed.get()) {
            LOG.warn("The next bearer token for the registry is not to be had yet", exception);
            wakeAt(until);
          }
        },
        () -> mine.result().completeExceptionally(exception));
  }

  /** Ends a flight once: notes the outcome, makes way for the next one, tells those who wait. */
  private void end(Flight mine, Runnable note, Runnable tell) {
    if (mine.ended().compareAndSet(false, true)) {
      try {
        note.run();
      } finally {
        flight.set(null);
        tell.run();
      }
    }
  }

  private void wakeAt(long nanos) {
    var unused =
        timer.at(
            timer.deadline(Duration.ofNanos(nanos - timer.nanoTime())),
            () -> runOnce(timer.nanoTime()));
  }

  private Held hold(BearerToken token) {
    long now = timer.nanoTime();
    double part = REFRESH_AT - JITTER * random.getAsDouble();
    Duration said = token.life().orElse(UNKNOWN_LIFE);
    long life = (said.compareTo(LONGEST_LIFE) < 0 ? said : LONGEST_LIFE).toNanos();
    boolean ends = token.life().isPresent();
    return new Held(token, now + (long) (life * part), ends ? now + life : null);
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
        MOST_THREADS,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread daemon = new Thread(task, "velostream-registry-token");
          daemon.setDaemon(true);
          return daemon;
        },
        (task, full) -> {
          throw new IllegalStateException(
              full.isShutdown()
                  ? "the registry client is closed"
                  : MOST_THREADS + " earlier calls of the token source have not ended");
        });
  }

  /** A token with its times; {@code endsAtNanos} is null when nobody knows. */
  private record Held(BearerToken token, long refreshAtNanos, @Nullable Long endsAtNanos) {

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
