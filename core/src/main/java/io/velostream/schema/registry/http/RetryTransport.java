// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries requests that no endpoint could answer, within the deadline and the retry budget. The
 * delay is uniformly random between zero and a maximum that doubles ("full jitter"), plus the
 * registry's {@code Retry-After}. There are no retries while all circuit breakers are open.
 *
 * <p>The first attempt runs on the caller's thread, further ones on the scheduler's. A retry fails
 * if the scheduler was shut down.
 */
public final class RetryTransport implements Transport {

  private final Transport next;
  private final RetrySettings settings;
  private final Timing timing;
  private final RetryBudget budget;
  private final LongAdder retries = new LongAdder();
  private final LongAdder beyondBudget = new LongAdder();

  public RetryTransport(Transport next, RetrySettings settings, Timing timing, RetryBudget budget) {
    this.next = next;
    this.settings = settings;
    this.timing = timing;
    this.budget = budget;
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    budget.recordCall();
    Call call = new Call(request, deadline);
    call.run();
    return call.result;
  }

  /** The metrics of retries. */
  public List<Metric> metrics() {
    return List.of(
        Metric.counter(
            "retry-total", "Requests that were sent again after a failure.", retries::sum),
        Metric.counter(
            "retry-beyond-budget-total",
            "Requests that were not sent again, because the retry budget was spent.",
            beyondBudget::sum),
        Metric.gauge("retry-budget", "The retries that the budget permits now.", budget::tokens));
  }

  /**
   * Returns a failed future if sending throws; on the timer's thread the exception would be lost.
   */
  private CompletableFuture<RegistryResponse> sendSafely(
      HttpRequestSpec request, Deadline deadline) {
    try {
      return next.send(request, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * The delay before the next attempt; negative for no further attempt.
   *
   * @param times the number of attempts so far
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
    if (wait.toNanos() >= attempt.deadline().remainingNanos()) {
      return -1;
    }
    if (!budget.tryAcquire()) {
      beyondBudget.increment();
      return -1;
    }
    retries.increment();
    return wait.toMillis();
  }

  private Duration retryAfter(Attempt attempt) {
    RegistryResponse response = attempt.outcome().response();
    return response == null ? Duration.ZERO : RetryAfter.of(response, timing.clock().instant());
  }

  /** The result of the last attempt. */
  private Outcome result(Attempt attempt) {
    RegistryResponse response = attempt.outcome().response();
    if (response == null || !attempt.mayBeRepeated()) {
      return attempt.outcome();
    }
    Duration requestedDelay = retryAfter(attempt);
    Duration remaining = Duration.ofNanos(Math.max(0, attempt.deadline().remainingNanos()));
    if (requestedDelay.isZero() || requestedDelay.compareTo(remaining) < 0) {
      return attempt.outcome();
    }
    return Outcome.of(
        null,
        new RegistryUnavailableException(
            ErrorMessages.cannot(
                attempt.request().action(),
                response.endpoint(),
                "it answered "
                    + response.status()
                    + " and asks to wait "
                    + requestedDelay.toSeconds()
                    + " s, longer than the "
                    + remaining.toMillis()
                    + " ms that are left",
                "try again later"),
            response.status(),
            null));
  }

  /**
   * The timing of attempts.
   *
   * @param scheduler runs retries after their delay
   * @param clock the time of day, for dates in answers
   * @param random returns a number from 0 to 1
   */
  public record Timing(ScheduledExecutorService scheduler, Clock clock, DoubleSupplier random) {}

  /**
   * One request with its sequential attempts. No lock is needed: each attempt happens-before its
   * callback, and the callback happens-before the next attempt, through the scheduler. The next
   * attempt never runs inside the callback of the last one, so the stack does not grow when
   * attempts complete at once.
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

    /** Runs the next attempt. */
    @Override
    public void run() {
      attempts++;
      var unused = sendSafely(request, deadline).whenComplete(this::onCompletion);
    }

    private void onCompletion(@Nullable RegistryResponse response, @Nullable Throwable failure) {
      try {
        Attempt attempt = new Attempt(request, deadline, Outcome.of(response, failure));
        long waitMillis = waitMillis(attempts, attempt);
        if (waitMillis >= 0) {
          scheduleRetry(waitMillis, attempt.outcome());
        } else {
          complete(result(attempt));
        }
      } catch (Throwable e) { // otherwise the future would never complete
        result.completeExceptionally(e);
      }
    }

    /** Schedules the next attempt. A scheduler that was shut down may reject or drop it. */
    private void scheduleRetry(long waitMillis, Outcome last) {
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
              + request.action()
              + ": the registry client was closed before another attempt; the last one ended with "
              + last.description(),
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

  /** A completed attempt. */
  private record Attempt(HttpRequestSpec request, Deadline deadline, Outcome outcome) {

    boolean mayBeRepeated() {
      return !outcome.isFinal()
          && !outcome.isRefusedByBreaker()
          && outcome.allowsRepeat(request)
          && !outcome.mayBeUnservedPath(request);
    }
  }
}
