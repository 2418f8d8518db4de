// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "A dead one rests and is probed in the background, not by a user's call." */
@Timeout(30)
class FailoverTransportTest {

  private static final RegistrySettings SETTINGS = RegistrySettings.of(URI.create("http://r"));
  private static final HttpRequestSpec GET =
      new HttpRequestSpec("GET", "/x", null, "do it", Map.of());
  private static final HttpRequestSpec DELETE =
      new HttpRequestSpec("DELETE", "/x", null, "do it", Map.of());

  private final List<String> asked = new ArrayList<>();
  private final Map<String, CompletableFuture<RegistryResponse>> answers = new HashMap<>();
  private long nanos;
  private final DeadlineTimer timer = new DeadlineTimer(() -> nanos);
  private final Endpoint one = endpoint("one");
  private final Endpoint two = endpoint("two");
  private final FailoverTransport failover = new FailoverTransport(List.of(one, two));

  private Endpoint endpoint(String name) {
    Endpoint.Address place =
        new Endpoint.Address(name, new MonotonicClock(Instant.EPOCH, () -> nanos));
    Transport carrier =
        (request, deadline) -> {
          asked.add(name + request.target());
          return answers.getOrDefault(name, answer(200));
        };
    return new Endpoint(
        place,
        new BreakerTransport(
            place,
            carrier,
            new TrafficLog(event -> {}),
            SETTINGS.breaker(),
            BreakerTransport.LookupTimeouts.of(SETTINGS)),
        SETTINGS,
        timer);
  }

  @AfterEach
  void close() {
    timer.close();
  }

  private static CompletableFuture<RegistryResponse> answer(int status) {
    return CompletableFuture.completedFuture(new RegistryResponse("r", status, Map.of(), "{}"));
  }

  private static CompletableFuture<RegistryResponse> silence() {
    return CompletableFuture.failedFuture(
        new RegistryUnavailableException("no", 0, new IOException("timed out")));
  }

  private CompletableFuture<RegistryResponse> send(HttpRequestSpec request) {
    return failover.send(request, Deadline.after(Duration.ofSeconds(10), () -> nanos));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void asksTheNextUrlAtOnceAndLeavesTheDeadOneAloneFromThenOn() {
    answers.put("one", silence());

    assertThat(send(GET).join().status()).isEqualTo(200);
    assertThat(send(GET).join().status()).isEqualTo(200);
    assertThat(send(GET).join().status()).isEqualTo(200);

    assertThat(asked).containsExactly("one/x", "two/x", "two/x", "two/x");
    assertThat(one.isSuspended()).isTrue();
  }

  @Test
  void probesTheDeadUrlInTheBackgroundAndGoesBackToItWhenItAnswers() {
    answers.put("one", silence());
    send(GET);
    asked.clear();

    pass(Duration.ofMillis(4_999));
    assertThat(one.runOnce(nanos)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(one.runOnce(nanos)).isEqualTo(1);
    assertThat(one.runOnce(nanos)).isZero();
    pass(Duration.ofMillis(9_999));
    assertThat(one.runOnce(nanos)).isZero();
    answers.put("one", answer(401));
    pass(Duration.ofMillis(1));
    assertThat(one.runOnce(nanos)).isEqualTo(1);

    assertThat(one.isSuspended()).isFalse();
    send(GET);
    assertThat(asked).containsExactly("one/schemas/types", "one/schemas/types", "one/x");
  }

  @Test
  void probesAgainSoonWhenTheBreakerLetNoProbeThrough() {
    answers.put("one", silence());
    answers.put("two", silence());
    for (int i = 0; i < 4; i++) {
      send(GET);
    }
    pass(Duration.ofSeconds(3));
    send(GET);
    asked.clear();

    pass(Duration.ofSeconds(2));
    assertThat(one.runOnce(nanos)).isEqualTo(1);
    assertThat(asked).isEmpty();
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofSeconds(1));
      one.runOnce(nanos);
    }

    assertThat(asked).containsExactly("one/schemas/types");
  }

  @Test
  void asksRestingUrlsOnlyWhenAllOthersFail() {
    answers.put("one", silence());
    send(GET);
    answers.put("one", answer(200));
    answers.put("two", answer(503));
    asked.clear();

    assertThat(send(GET).join().status()).isEqualTo(200);

    assertThat(asked).containsExactly("two/x", "one/x");
    assertThat(one.isSuspended()).isFalse();
    assertThat(two.isSuspended()).isTrue();
  }

  @Test
  void tellsTheFailureOfAUrlThatWasAskedNotThatOfAnOpenBreaker() {
    answers.put("two", answer(503));
    answers.put("one", silence());
    for (int i = 0; i < 5; i++) {
      send(GET);
    }
    pass(Duration.ofMillis(5_001));
    answers.put("one", answer(500));
    asked.clear();
    send(GET);
    pass(Duration.ofSeconds(5));

    CompletableFuture<RegistryResponse> refused = send(GET);

    assertThat(
            Outcome.of(null, refused.handle((value, failure) -> failure).join())
                .isRefusedByBreaker())
        .isTrue();
    assertThat(asked).containsExactly("one/x", "two/x");
  }

  @Test
  void letsAUrlRestUntilItAnswersAsARegistryAfterAnotherServersAnswer() {
    answers.put("one", foreign(404, RegistryResponse.Origin.FOREIGN));
    assertThat(send(GET).join().status()).isEqualTo(200);
    assertThat(one.isSuspended()).isTrue();

    answers.put("one", foreign(404, RegistryResponse.Origin.AMBIGUOUS));
    pass(Duration.ofSeconds(5));
    assertThat(one.runOnce(nanos)).isEqualTo(1);
    assertThat(one.isSuspended()).isTrue();

    answers.put("one", answer(200));
    pass(Duration.ofSeconds(10));
    assertThat(one.runOnce(nanos)).isEqualTo(1);
    assertThat(one.isSuspended()).isFalse();
  }

  @Test
  void wakesAUrlThatWasDownByAnAnswerOfAnOlderRegistryToTheProbe() {
    answers.put("one", silence());
    send(GET);

    answers.put("one", foreign(404, RegistryResponse.Origin.AMBIGUOUS));
    pass(Duration.ofSeconds(5));
    assertThat(one.runOnce(nanos)).isEqualTo(1);

    assertThat(one.isSuspended()).isFalse();
  }

  private static CompletableFuture<RegistryResponse> foreign(
      int status, RegistryResponse.Origin origin) {
    return answer(status).thenApply(answer -> answer.withOrigin(origin));
  }

  @Test
  void goesOnButLetsNobodyRestOn429() {
    answers.put("one", answer(429));

    assertThat(send(GET).join().status()).isEqualTo(200);

    assertThat(one.isSuspended()).isFalse();
  }

  @Test
  void doesNotRepeatADeletionThatMayHaveBeenDone() {
    answers.put("one", silence());

    assertThat(send(DELETE)).isCompletedExceptionally();

    assertThat(asked).containsExactly("one/x");
  }

  @Test
  void leavesEachUrlAFairPartOfTheTime() {
    List<Long> seconds = new ArrayList<>();
    Endpoint.Address place =
        new Endpoint.Address("a", new MonotonicClock(Instant.EPOCH, () -> nanos));
    Transport slow =
        (request, deadline) -> {
          seconds.add(Duration.ofNanos(deadline.remainingNanos()).toSeconds());
          nanos += deadline.remainingNanos();
          return silence();
        };
    BreakerTransport breaker =
        new BreakerTransport(
            place,
            slow,
            new TrafficLog(event -> {}),
            SETTINGS.breaker(),
            BreakerTransport.LookupTimeouts.of(SETTINGS));
    FailoverTransport three =
        new FailoverTransport(
            List.of(
                new Endpoint(place, breaker, SETTINGS, timer),
                new Endpoint(place, breaker, SETTINGS, timer),
                new Endpoint(place, breaker, SETTINGS, timer)));

    assertThat(three.send(GET, Deadline.after(Duration.ofSeconds(12), () -> nanos)))
        .isCompletedExceptionally();

    assertThat(seconds).containsExactly(4L, 4L, 4L);
  }
}
