// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call again that no endpoint could answer, after a random wait, as long as the deadline
 * and the budget allow. Each wait is drawn evenly from nothing up to a bound that doubles ("full
 * jitter"), on top of what the registry asked for by {@code Retry-After}. While every breaker is
 * open nothing is repeated.
 *
 * <p>The first attempt is made on the caller's thread, each further one on the scheduler's. A call
 * that is to be repeated on a scheduler that was shut down fails.
 */
public final class RetryTransport implements Transport {

  private final Transport next;
  private final RetrySettings settings;
  private final Timing timing;
  private final RetryBudget budget;

  public RetryTransport(Transport next, RetrySettings settings, Timing timing, RetryBudget budget) {
    this.next = next;
    this.settings = settings;
    this.timing = timing;
    this.budget = budget;
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    budget.called();
    Call call = new Call(request, deadline);
    call.run();
    return call.result;
  }

  /** Also where sending throws: on the timer's thread nobody else would tell the caller. */
  private CompletableFuture<RegistryResponse> sent(HttpRequestSpec request, Deadline deadline) {
    try {
      return next.send(request, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * How long to wait before the next attempt; negative when there is to be none.
   *
   * @param times how many attempts were made
   */
  private long waitMillis(int times, Attempt attempt) {
    if (times >= settings.maxAttempts() || !attempt.mayBeRepeated()) {
      return -1;
    }
    double bound =
        Math.min(
            (double) settings.maxWait().toMillis(),
            settings.firstWait().toMillis() * Math.pow(2, times - 1));
    long jitter = Math.max(1, Math.round(bound * timing.random().getAsDouble()));
    Duration wait = retryAfter(attempt).plusMillis(jitter);
    return wait.toNanos() < attempt.deadline().remainingNanos() && budget.takeRetry()
        ? wait.toMillis()
        : -1;
  }

  private Duration retryAfter(Attempt attempt) {
    RegistryResponse response = attempt.outcome().response();
    return response == null ? Duration.ZERO : RetryAfter.of(response, timing.clock().instant());
  }

  /** What the last attempt comes to. */
  private Outcome result(Attempt attempt) {
    RegistryResponse response = attempt.outcome().response();
    if (response == null || !attempt.mayBeRepeated()) {
      return attempt.outcome();
    }
    Duration asked = retryAfter(attempt);
    Duration left = Duration.ofNanos(Math.max(0, attempt.deadline().remainingNanos()));
    if (asked.isZero() || asked.compareTo(left) < 0) {
      return attempt.outcome();
    }
    return Outcome.of(
        null,
        new RegistryUnavailableException(
            ErrorMessages.cannot(
                attempt.request().words(),
                response.endpoint(),
                "it answered "
                    + response.status()
                    + " and asks to wait "
                    + asked.toSeconds()
                    + " s, longer than the "
                    + left.toMillis()
                    + " ms that are left",
                "try again later"),
            response.status(),
            null));
  }

  /**
   * When attempts happen.
   *
   * @param scheduler makes them after their wait
   * @param clock the time of day, for dates in answers
   * @param random gives a number from 0 to 1
   */
  public record Timing(ScheduledExecutorService scheduler, Clock clock, DoubleSupplier random) {}

  /**
   * One call and the count of its attempts, which are made one after the other. No lock is needed:
   * each attempt happens-before its callback, and the callback happens-before the next attempt, by
   * way of the scheduler. The next attempt never runs inside the callback of the last one, so the
   * stack does not grow when attempts complete at once.
   */
  private final class Call implements Runnable {

    private final HttpRequestSpec request;
    private final Deadline deadline;
    private final CompletableFuture<RegistryResponse> result = new CompletableFuture<>();
    private int attempts;

    Call(HttpRequestSpec request, Deadline deadline) {
      this.request = request;
      this.deadline = deadline;
    }

    /** Makes the next attempt. */
    @Override
    public void run() {
      attempts++;
      var unused = sent(request, deadline).whenComplete(this::ended);
    }

    private void ended(@Nullable RegistryResponse response, @Nullable Throwable failure) {
      try {
        Attempt attempt = new Attempt(request, deadline, Outcome.of(response, failure));
        long waitMillis = waitMillis(attempts, attempt);
        if (waitMillis >= 0) {
          repeat(waitMillis, attempt.outcome());
        } else {
          complete(result(attempt));
        }
      } catch (Throwable e) { // else nobody would tell the caller
        result.completeExceptionally(e);
      }
    }

    /** A scheduler that was shut down may refuse the next attempt, or drop it without a word. */
    private void repeat(long waitMillis, Outcome last) {
      try {
        var unused = timing.scheduler().schedule(this, waitMillis, TimeUnit.MILLISECONDS);
        if (timing.scheduler().isShutdown()) {
          result.completeExceptionally(closed(last, null));
        }
      } catch (RejectedExecutionException e) {
        result.completeExceptionally(closed(last, e));
      }
    }

    private RegistryUnavailableException closed(Outcome last, @Nullable Throwable cause) {
      return new RegistryUnavailableException(
          "cannot "
              + request.words()
              + ": the registry client was closed before another attempt; the last one ended with "
              + last.wording(),
          last.response() == null ? 0 : last.response().status(),
          cause == null ? last.failure() : cause);
    }

    private void complete(Outcome outcome) {
      if (outcome.response() != null) {
        result.complete(outcome.response());
      } else {
        result.completeExceptionally(Objects.requireNonNull(outcome.failure()));
      }
    }
  }

  /** One attempt that has ended. */
  private record Attempt(HttpRequestSpec request, Deadline deadline, Outcome outcome) {

    boolean mayBeRepeated() {
      return !outcome.isFinal()
          && !outcome.isRefused()
          && outcome.allowsRepeat(request)
          && !outcome.mayBeOfUnservedPath(request);
    }
  }
}
