// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.settings.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Makes a call again that no endpoint could answer, after a random wait, as long as the deadline
 * and the budget allow. Each wait is drawn evenly from nothing up to a bound that doubles ("full
 * jitter"), on top of what the registry asked for by {@code Retry-After}. While every breaker is
 * open nothing is repeated.
 *
 * <p>The attempts are resilience4j's; an {@link Attempt} is their result, whatever it was.
 */
final class RetryTransport implements Transport {

  private final Transport next;
  private final RetrySettings settings;
  private final Timing timing;
  private final RetryBudget budget;
  private final Retry retry;

  RetryTransport(Transport next, RetrySettings settings, Timing timing, RetryBudget budget) {
    this.next = next;
    this.settings = settings;
    this.timing = timing;
    this.budget = budget;
    this.retry =
        Retry.of(
            "registry",
            RetryConfig.<Attempt>custom()
                .maxAttempts(settings.maxAttempts())
                .retryOnResult(Attempt::mayBeRepeated)
                .retryOnException(failure -> false)
                .intervalBiFunction((times, attempt) -> waitMillis(times, attempt.get()))
                .build());
  }

  @Override
  public CompletableFuture<RegistryResponse> send(RegistryRequest request, Deadline deadline) {
    budget.called();
    Supplier<CompletionStage<Attempt>> attempt =
        () ->
            sent(request, deadline)
                .handle(
                    (response, failure) ->
                        new Attempt(request, deadline, Outcome.of(response, failure)));
    return retry
        .executeCompletionStage(timing.scheduler(), attempt)
        .toCompletableFuture()
        .thenCompose(this::result);
  }

  /** Also where sending throws: on the timer's thread nobody else would tell the caller. */
  private CompletableFuture<RegistryResponse> sent(RegistryRequest request, Deadline deadline) {
    try {
      return next.send(request, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** How long to wait before the next attempt; negative when there is to be none. */
  private long waitMillis(int times, Attempt attempt) {
    double bound =
        Math.min(
            (double) settings.maxWait().toMillis(),
            settings.firstWait().toMillis() * Math.pow(2, Math.max(0, times - 1)));
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

  private CompletableFuture<RegistryResponse> result(Attempt attempt) {
    RegistryResponse response = attempt.outcome().response();
    if (response == null || !attempt.mayBeRepeated()) {
      return attempt.outcome().future();
    }
    Duration asked = retryAfter(attempt);
    Duration left = Duration.ofNanos(Math.max(0, attempt.deadline().remainingNanos()));
    if (asked.isZero() || asked.compareTo(left) < 0) {
      return attempt.outcome().future();
    }
    return CompletableFuture.failedFuture(
        new RegistryUnavailableException(
            Wording.cannot(
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
  record Timing(ScheduledExecutorService scheduler, Clock clock, DoubleSupplier random) {}

  /** One attempt that has ended. */
  private record Attempt(RegistryRequest request, Deadline deadline, Outcome outcome) {

    boolean mayBeRepeated() {
      return !outcome.isFinal()
          && !outcome.isRefused()
          && outcome.allowsRepeat(request)
          && !outcome.mayBeOfUnservedPath(request);
    }
  }
}
