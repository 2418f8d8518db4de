// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.ManualScheduler;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RetrySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Only what is retriable; full jitter; Retry-After; a retry budget." Time is the test's own. */
@Timeout(30)
class RetryTransportTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final HttpRequestSpec GET = request("GET");

  private final ManualScheduler time = new ManualScheduler();
  private final Queue<CompletableFuture<RegistryResponse>> answers = new ArrayDeque<>();
  private double random = 1;
  private int calls;

  private static HttpRequestSpec request(String method) {
    return new HttpRequestSpec(method, "/x", null, "do it", Map.of());
  }

  private RetryTransport transport(RetrySettings settings) {
    return transport(settings, time);
  }

  private RetryTransport transport(RetrySettings settings, ScheduledExecutorService scheduler) {
    return new RetryTransport(
        (request, deadline) -> {
          calls++;
          CompletableFuture<RegistryResponse> next = answers.poll();
          return next == null ? answer(200) : next;
        },
        settings,
        new RetryTransport.Timing(
            scheduler, new MonotonicClock(NOON, time::nanoTime), () -> random),
        new RetryBudget(settings, time::nanoTime));
  }

  private CompletableFuture<RegistryResponse> send(HttpRequestSpec request) {
    return transport(RetrySettings.DEFAULT)
        .send(request, Deadline.after(Duration.ofSeconds(10), time::nanoTime));
  }

  private static CompletableFuture<RegistryResponse> answer(int status, String... header) {
    Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
    return CompletableFuture.completedFuture(
        new RegistryResponse("http://r", status, headers, "{}"));
  }

  private static CompletableFuture<RegistryResponse> failure(IOException cause) {
    return CompletableFuture.failedFuture(new RegistryUnavailableException("no", 0, cause));
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    return Failures.unwrap(future.handle((value, failure) -> failure).join());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void repeatsWhatIsRetriableThreeTimesInAll(int status) {
    for (int i = 0; i < 5; i++) {
      answers.add(answer(status));
    }

    CompletableFuture<RegistryResponse> result = send(GET);
    time.pass(10, TimeUnit.SECONDS);

    assertThat(result.join().status()).isEqualTo(status);
    assertThat(calls).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 405, 409, 422, 501, 505})
  void neverRepeatsAnythingElse(int status) {
    answers.add(answer(status));

    assertThat(send(GET).join().status()).isEqualTo(status);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void repeatsAfterNoAnswer() {
    answers.add(failure(new IOException("reset")));

    CompletableFuture<RegistryResponse> result = send(GET);
    time.pass(1, TimeUnit.SECONDS);

    assertThat(result.join().status()).isEqualTo(200);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void repeatsADeletionOnlyWhenItWasNotDone() {
    answers.add(failure(new IOException("reset")));
    assertThat(failureOf(send(request("DELETE")))).isInstanceOf(RegistryUnavailableException.class);
    answers.add(answer(502));
    assertThat(send(request("DELETE")).join().status()).isEqualTo(502);
    assertThat(calls).isEqualTo(2);

    answers.add(failure(new ConnectException("refused")));
    answers.add(answer(503));
    CompletableFuture<RegistryResponse> result = send(request("DELETE"));
    time.pass(1, TimeUnit.SECONDS);

    assertThat(result.join().status()).isEqualTo(200);
    assertThat(calls).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0.5, 50, 100", "1, 100, 200"})
  void drawsEachWaitFromNothingUpToABoundThatDoubles(double drawn, long first, long second) {
    random = drawn;
    answers.add(answer(503));
    answers.add(answer(503));

    CompletableFuture<RegistryResponse> result = send(GET);
    time.pass(1, TimeUnit.SECONDS);

    assertThat(result.join().status()).isEqualTo(200);
    assertThat(time.delays()).containsExactly(first, second);
  }

  @Test
  void neverWaitsLongerThanTheLongestWait() {
    RetrySettings patient =
        new RetrySettings(9, Duration.ofMillis(100), Duration.ofSeconds(5), 10, 9);
    for (int i = 0; i < 9; i++) {
      answers.add(answer(503));
    }

    CompletableFuture<RegistryResponse> result =
        transport(patient).send(GET, Deadline.after(Duration.ofMinutes(5), time::nanoTime));
    time.pass(5, TimeUnit.MINUTES);

    assertThat(result).isCompleted();
    assertThat(time.delays())
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", " 3 ", "Mon, 4 May 2026 12:00:03 GMT"})
  void waitsAsLongAsTheRegistryAsksFor(String retryAfter) {
    answers.add(answer(503, "retry-after", retryAfter));

    CompletableFuture<RegistryResponse> result = send(GET);
    time.pass(3, TimeUnit.SECONDS);
    assertThat(result).isNotDone();
    time.pass(100, TimeUnit.MILLISECONDS);

    assertThat(result.join().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "99999999999999999999", "Mon, 04 May 2026 12:02:00 GMT"})
  void failsAtOnceWhenTheRegistryAsksForLongerThanIsLeft(String retryAfter) {
    answers.add(answer(429, "Retry-After", retryAfter));

    Throwable failure = failureOf(send(GET));

    assertThat(failure)
        .isInstanceOfSatisfying(
            RegistryUnavailableException.class, e -> assertThat(e.status()).isEqualTo(429))
        .hasMessageContaining("asks to wait")
        .hasMessageContaining("longer than the 10000 ms that are left");
    assertThat(calls).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "", "Mon, 04 May 2026 11:59:00 GMT"})
  void takesARetryAfterThatSaysNothingForNone(String retryAfter) {
    assertThat(RetryAfter.of(answer(503, "Retry-After", retryAfter).join(), NOON)).isZero();
  }

  @Test
  void doesNotWaitBeyondTheDeadline() {
    answers.add(answer(503));

    CompletableFuture<RegistryResponse> result =
        transport(RetrySettings.DEFAULT)
            .send(GET, Deadline.after(Duration.ofMillis(100), time::nanoTime));

    assertThat(result.join().status()).isEqualTo(503);
  }

  @Test
  void passesOnWhatIsNoAnswerAtAll() {
    answers.add(CompletableFuture.failedFuture(new IllegalStateException("bug")));

    assertThat(failureOf(send(GET))).hasMessage("bug");
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void failsWhenAnotherAttemptIsDueOnAShutDownSchedulerThatRefusesIt() {
    ScheduledExecutorService closed = Executors.newSingleThreadScheduledExecutor();
    closed.shutdownNow();

    failsAfterOneAttempt(closed);
  }

  @Test
  void failsWhenAnotherAttemptIsDueOnAShutDownSchedulerThatDropsIt() {
    DeadlineTimer timer = new DeadlineTimer(time::nanoTime);
    timer.close();

    failsAfterOneAttempt(timer.scheduler());
  }

  private void failsAfterOneAttempt(ScheduledExecutorService closed) {
    RetryTransport transport = transport(RetrySettings.DEFAULT, closed);
    Deadline deadline = Deadline.after(Duration.ofSeconds(10), time::nanoTime);
    IOException reset = new IOException("reset");
    answers.add(answer(503));
    answers.add(failure(reset));
    answers.add(answer(404));

    assertThat(transport.send(GET, deadline)).isCompletedExceptionally();
    assertThat(failureOf(transport.send(GET, deadline)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage(
            "cannot do it: the registry client was closed before another attempt; the last one"
                + " ended with IOException: reset");
    assertThat(transport.send(GET, deadline).join().status()).isEqualTo(404);
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void needsNoMoreStackHoweverManyAttemptsEndAtOnce() {
    RetrySettings many =
        new RetrySettings(1_000, Duration.ofMillis(1), Duration.ofMillis(1), 100, 1_000);
    List<Long> depths = new ArrayList<>();
    RetryTransport failing =
        new RetryTransport(
            (request, deadline) -> {
              depths.add(StackWalker.getInstance().walk(Stream::count));
              return answer(503);
            },
            many,
            new RetryTransport.Timing(time, new MonotonicClock(NOON, time::nanoTime), () -> random),
            new RetryBudget(many, time::nanoTime));

    CompletableFuture<RegistryResponse> result =
        failing.send(GET, Deadline.after(Duration.ofMinutes(5), time::nanoTime));
    time.pass(5, TimeUnit.MINUTES);

    assertThat(result.join().status()).isEqualTo(503);
    assertThat(depths).hasSize(1_000);
    assertThat(Set.copyOf(depths.subList(1, depths.size()))).hasSize(1);
  }

  /** "60 s of 503s with 50 busy threads yields at most 1.1 times the calls plus the floor." */
  @Test
  void addsATenthOfTheCallsAndThreeASecondToTheLoadOfARegistryThatFails() {
    RetryTransport failing =
        new RetryTransport(
            (request, deadline) -> {
              calls++;
              return answer(503);
            },
            RetrySettings.DEFAULT,
            new RetryTransport.Timing(time, new MonotonicClock(NOON, time::nanoTime), () -> random),
            new RetryBudget(RetrySettings.DEFAULT, time::nanoTime));
    int healthy = 0;
    for (int tick = 0; tick < 600; tick++) {
      for (int thread = 0; thread < 50; thread++) {
        healthy++;
        var unused = failing.send(GET, Deadline.after(Duration.ofSeconds(10), time::nanoTime));
      }
      time.pass(100, TimeUnit.MILLISECONDS);
    }

    int floor = 3 * 60;
    assertThat(calls).isGreaterThan(healthy + floor).isLessThanOrEqualTo(healthy * 11 / 10 + floor);
  }

  @Test
  void allowsThreeRetriesASecondHoweverFewTheCallsAndHoldsThreeSecondsOfThem() {
    RetryBudget budget = new RetryBudget(RetrySettings.DEFAULT, time::nanoTime);
    assertThat(taken(budget)).isEqualTo(3);
    time.pass(1, TimeUnit.SECONDS);
    assertThat(taken(budget)).isZero();
    time.pass(1, TimeUnit.SECONDS);
    assertThat(taken(budget)).isEqualTo(3);
    time.pass(1, TimeUnit.HOURS);
    assertThat(taken(budget)).isEqualTo(9);
    for (int i = 0; i < 20; i++) {
      budget.recordCall();
    }
    assertThat(taken(budget)).isEqualTo(2);
  }

  private static int taken(RetryBudget budget) {
    int taken = 0;
    while (budget.tryAcquire()) {
      taken++;
    }
    return taken;
  }
}
