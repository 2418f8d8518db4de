// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.BreakerChanged;
import io.velostream.schema.event.SchemaEvent.ReachabilityChanged;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.BreakerSettings;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Opens on consecutive failures, one probe when half-open, back-off doubling." */
@Timeout(30)
class BreakerTransportTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final HttpRequestSpec GET =
      new HttpRequestSpec("GET", "/x", null, "do it", Map.of());

  private final List<SchemaEvent> events = new ArrayList<>();
  private long nanos;
  private int calls;
  private CompletableFuture<RegistryResponse> next = answer(200);
  private final BreakerTransport breaker =
      new BreakerTransport(
          new Endpoint.Address("http://r", new MonotonicClock(NOON, () -> nanos)),
          (request, deadline) -> {
            calls++;
            return next;
          },
          new TrafficLog(events::add),
          BreakerSettings.DEFAULT,
          new BreakerTransport.LookupTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), 1));

  private static CompletableFuture<RegistryResponse> answer(int status) {
    return CompletableFuture.completedFuture(
        new RegistryResponse("http://r", status, Map.of(), "{}"));
  }

  private CompletableFuture<RegistryResponse> send() {
    return breaker.send(GET, Deadline.after(Duration.ofSeconds(10), () -> nanos));
  }

  private void fail(int times) {
    next = answer(503);
    for (int i = 0; i < times; i++) {
      send();
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private Phase phase() {
    return breaker.state().phase();
  }

  private static RegistryUnavailableException failureOf(CompletableFuture<?> future) {
    return (RegistryUnavailableException)
        Failures.unwrap(future.handle((value, failure) -> failure).join());
  }

  @Test
  void opensOnFiveFailuresInARowAndNotBefore() {
    fail(4);
    next = answer(200);
    send();
    fail(4);
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    assertThat(breaker.state().consecutiveFailures()).isEqualTo(4);

    fail(1);

    assertThat(breaker.state())
        .isEqualTo(new BreakerState("http://r", Phase.OPEN, NOON, NOON.plusSeconds(5), 5));
    assertThat(events)
        .containsExactly(
            new ReachabilityChanged("http://r", false, NOON, "status 503"),
            new ReachabilityChanged("http://r", true, NOON, null),
            new ReachabilityChanged("http://r", false, NOON, "status 503"),
            new BreakerChanged("http://r", Phase.CLOSED, Phase.OPEN, NOON.plusSeconds(5)));
  }

  @Test
  void failsWithoutACallWhileOpenAndSaysSinceWhenAndUntilWhen() {
    fail(5);
    pass(Duration.ofSeconds(4));

    RegistryUnavailableException failure = failureOf(send());

    assertThat(calls).isEqualTo(5);
    assertThat(failure)
        .hasMessageContaining("cannot do it at http://r")
        .hasMessageContaining("5 times in a row, at last with status 503")
        .hasMessageContaining("since 2026-05-04T12:00:00Z until 2026-05-04T12:00:05Z");
    assertThat(failure.status()).isEqualTo(503);
  }

  @Test
  void letsOneProbeThroughAndClosesWhenItIsAnswered() {
    fail(5);
    pass(Duration.ofMillis(5_001));
    next = new CompletableFuture<>();

    CompletableFuture<RegistryResponse> probe = send();
    RegistryUnavailableException refused = failureOf(send());

    assertThat(calls).isEqualTo(6);
    assertThat(phase()).isEqualTo(Phase.HALF_OPEN);
    assertThat(refused).hasMessageContaining("circuit breaker is half-open");
    next.complete(answer(200).join());
    assertThat(probe).isCompleted();
    assertThat(breaker.state())
        .isEqualTo(new BreakerState("http://r", Phase.CLOSED, NOON.plusMillis(5_001), null, 0));
    assertThat(events)
        .containsExactly(
            new ReachabilityChanged("http://r", false, NOON, "status 503"),
            new BreakerChanged("http://r", Phase.CLOSED, Phase.OPEN, NOON.plusSeconds(5)),
            new BreakerChanged("http://r", Phase.OPEN, Phase.HALF_OPEN, null),
            new ReachabilityChanged("http://r", true, NOON, null),
            new BreakerChanged("http://r", Phase.HALF_OPEN, Phase.CLOSED, null));
  }

  @Test
  void staysOpenTwiceAsLongAfterEachProbeThatFailsUpToAMinute() {
    fail(5);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant since = breaker.state().since();
      seconds.add(Duration.between(since, breaker.state().until()).toSeconds());
      pass(Duration.between(since, breaker.state().until()).plusMillis(1));
      fail(1);
      assertThat(phase()).isEqualTo(Phase.OPEN);
    }
    assertThat(seconds).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);

    pass(Duration.ofSeconds(61));
    next = answer(200);
    send();
    fail(5);

    assertThat(Duration.between(breaker.state().since(), breaker.state().until())).hasSeconds(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void countsAnswersOfARegistryThatDoesNotWork(int status) {
    next = answer(status);
    for (int i = 0; i < 5; i++) {
      send();
    }

    assertThat(phase()).isEqualTo(Phase.OPEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 409, 422, 429, 501})
  void doesNotCountWhatARegistryRefuses(int status) {
    fail(4);
    next = answer(status);
    send();
    fail(4);

    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void countsNoAnswerButNotWhatWasNeverSent() {
    next = CompletableFuture.failedFuture(new RegistryUnavailableException("busy", 0, null));
    for (int i = 0; i < 9; i++) {
      send();
    }
    assertThat(phase()).isEqualTo(Phase.CLOSED);

    next =
        CompletableFuture.failedFuture(
            new RegistryUnavailableException("no", 0, new IOException("timed out")));
    for (int i = 0; i < 5; i++) {
      send();
    }

    assertThat(phase()).isEqualTo(Phase.OPEN);
    assertThat(failureOf(send())).hasMessageContaining("at last with IOException: timed out");
  }

  @Test
  void letsTheNextProbeThroughWhenOneWasNeverSent() {
    fail(5);
    pass(Duration.ofMillis(5_001));
    next = CompletableFuture.failedFuture(new IllegalStateException("no token"));
    send();
    next = answer(200);

    assertThat(send().join().status()).isEqualTo(200);
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void opensAfterOneLookupThatRanIntoItsWholeTime() {
    Deadline lookup = Deadline.after(Duration.ofSeconds(10), () -> nanos);
    next =
        CompletableFuture.failedFuture(
            new RegistryUnavailableException("mute", 0, new HttpTimeoutException("no answer")));
    breaker.send(GET, lookup).exceptionally(failure -> null).join();
    assertThat(breaker.state().phase()).isEqualTo(Phase.CLOSED);
    nanos += Duration.ofSeconds(5).toNanos();
    breaker.send(GET, lookup).exceptionally(failure -> null).join();

    assertThat(breaker.state().phase()).isEqualTo(Phase.OPEN);
    assertThat(breaker.state().consecutiveFailures()).isEqualTo(2);
  }

  private void timeOut(Deadline deadline) {
    next =
        CompletableFuture.failedFuture(
            new RegistryUnavailableException("mute", 0, new HttpTimeoutException("no answer")));
    breaker.send(GET, deadline).exceptionally(failure -> null).join();
  }

  @Test
  void opensAtTheEndOfALookupWithoutAnyAnswerHoweverLongItsCallsTook() {
    Deadline lookup = Deadline.after(Duration.ofSeconds(10), () -> nanos);
    pass(Duration.ofSeconds(5));
    timeOut(lookup);
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    pass(Duration.ofMillis(4_800));
    timeOut(lookup);

    assertThat(phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void staysClosedAtTheEndOfALookupWhenAnythingWasAnsweredSinceItsBeginning() {
    Deadline lookup = Deadline.after(Duration.ofSeconds(10), () -> nanos);
    pass(Duration.ofSeconds(1));
    next = answer(200);
    send();
    pass(Duration.ofSeconds(8));
    timeOut(lookup);
    pass(Duration.ofSeconds(1));
    timeOut(lookup);

    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void staysClosedAfterALookupThatHadMuchLessTimeThanOthers() {
    Deadline lookup = Deadline.after(Duration.ofSeconds(1), () -> nanos);
    pass(Duration.ofSeconds(1));
    timeOut(lookup);

    assertThat(phase()).isEqualTo(Phase.CLOSED);
    assertThat(breaker.state().consecutiveFailures()).isEqualTo(1);
  }
}
