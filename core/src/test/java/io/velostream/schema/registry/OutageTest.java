// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client does over real sockets when its registry is in trouble. */
@Timeout(60)
class OutageTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Subject ORDERS = Subject.of("orders-value");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final ConcurrentLinkedQueue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch backAgain = new CountDownLatch(1);

  private RegistryClient client(RegistrySettings.Builder settings) {
    return RegistryClient.create(settings.build(), this::hear);
  }

  private void hear(SchemaEvent event) {
    events.add(event);
    if (event instanceof SchemaEvent.RegistryCalled called
        && called.call().equals("probe the registry")
        && called.status() == 200) {
      backAgain.countDown();
    }
  }

  private RegistrySettings.Builder settings(URI... urls) {
    return RegistrySettings.builder().urls(List.of(urls));
  }

  private URI healthy() {
    return URI.create(registry.url());
  }

  @AfterEach
  void close() {
    release.countDown();
    registry.close();
  }

  private static SchemaException failureOf(CompletableFuture<?> future) {
    return (SchemaException) future.handle((value, failure) -> failure).join();
  }

  private static Duration timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** "A black-holed first URL costs a lookup at most its connect time-out." */
  @Test
  void paysABlackHoleWithTheConnectTimeoutOnceAndNeverAgain() throws IOException {
    try (SilentServer hole = SilentServer.blackHole();
        RegistryClient client =
            client(settings(hole.url(), healthy()).connectTimeout(Duration.ofMillis(500)))) {
      List<CompletableFuture<List<String>>> first =
          IntStream.range(0, 20).mapToObj(i -> client.send(SchemaRequests.types(), LONG)).toList();
      Duration all = timed(() -> first.forEach(call -> assertThat(call.join()).contains("AVRO")));
      long failed = client.failures();
      client.call(SchemaRequests.types());

      assertThat(all).isBetween(Duration.ofMillis(500), Duration.ofMillis(2_400));
      assertThat(failed).isBetween(1L, 4L);
      assertThat(client.failures()).isEqualTo(failed);
    }
  }

  /** "TCP accepted but never answered": the request time-out, once. */
  @Test
  void paysAMuteUrlWithTheRequestTimeoutOnceAndNeverAgain() throws IOException {
    try (SilentServer mute = SilentServer.mute();
        RegistryClient client =
            client(settings(mute.url(), healthy()).requestTimeout(Duration.ofMillis(400)))) {
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");

      assertThat(mute.accepted()).isEqualTo(1);
      assertThat(client.reachability()).isEqualTo(Reachability.REACHABLE);
    }
  }

  /** "A dead one rests and is probed in the background, not by a user's call." */
  @Test
  void findsOutInTheBackgroundThatAUrlIsBack() throws InterruptedException {
    try (EmbeddedSchemaRegistry first = EmbeddedSchemaRegistry.start();
        RegistryClient client =
            client(
                settings(URI.create(first.url()), healthy())
                    .breaker(
                        new BreakerSettings(5, Duration.ofMillis(50), Duration.ofMillis(200))))) {
      first.stop();
      client.call(SchemaRequests.types());
      first.restart();

      assertThat(backAgain.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      do { // the event of the probe comes before its answer has been taken note of
        client.call(SchemaRequests.contexts());
      } while (first.requestCount("GET", "/contexts") == 0
          && System.nanoTime() - start < LONG.toNanos());
      int before = registry.requestCount();
      client.call(SchemaRequests.contexts());

      assertThat(first.requestCount("GET", "/contexts")).isEqualTo(2);
      assertThat(registry.requestCount()).isEqualTo(before);
    }
  }

  /** "An open breaker fails in microseconds", and its state is visible and announced. */
  @Test
  void failsWithoutACallOnceTheBreakerIsOpen() {
    registry.faults().always(Fault.status(503));
    try (RegistryClient client = client(settings(healthy()))) {
      failureOf(client.send(SchemaRequests.types(), LONG));
      failureOf(client.send(SchemaRequests.types(), LONG));
      int asked = registry.requestCount();

      SchemaException failure = failureOf(client.send(SchemaRequests.types(), LONG));
      assertThat(asked).isEqualTo(5);
      assertThat(registry.requestCount()).isEqualTo(5);
      BreakerState open = client.breakers().get(0);
      assertThat(failure)
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("since " + open.since() + " until " + open.until());
      assertThat(open.phase()).isEqualTo(Phase.OPEN);
      assertThat(client.reachability()).isEqualTo(Reachability.UNREACHABLE);
      assertThat(events.stream().filter(SchemaEvent.BreakerChanged.class::isInstance)).hasSize(1);
    }
  }

  /**
   * "In microseconds": at least ten times faster than the registry next door answers. What else
   * runs on the machine can only add to a time, so the best of many rounds are compared.
   */
  @Test
  void refusesAtLeastTenTimesFasterThanTheRegistryAnswers() {
    BreakerSettings stayingOpen =
        new BreakerSettings(5, LONG.multipliedBy(10), LONG.multipliedBy(10));
    try (EmbeddedSchemaRegistry broken = EmbeddedSchemaRegistry.start();
        RegistryClient working = client(settings(healthy()));
        RegistryClient refused = client(settings(URI.create(broken.url())).breaker(stayingOpen))) {
      broken.faults().always(Fault.status(503));
      failureOf(refused.send(SchemaRequests.types(), LONG));
      failureOf(refused.send(SchemaRequests.types(), LONG));
      repeat(5_000, () -> failureOf(refused.send(SchemaRequests.types(), LONG)));
      repeat(200, () -> working.call(SchemaRequests.types()));

      Duration refusal = LONG;
      Duration answer = LONG;
      for (int round = 0; round < 20; round++) {
        refusal =
            least(
                refusal,
                timed(
                        () ->
                            repeat(
                                500, () -> failureOf(refused.send(SchemaRequests.types(), LONG))))
                    .dividedBy(500));
        answer =
            least(
                answer,
                timed(() -> repeat(20, () -> working.call(SchemaRequests.types()))).dividedBy(20));
      }

      assertThat(refusal.multipliedBy(10)).isLessThan(answer);
      assertThat(broken.requestCount()).isEqualTo(5);
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void repeat(int times, Runnable action) {
    IntStream.range(0, times).forEach(i -> action.run());
  }

  /** "A retry budget": the small real one. */
  @Test
  void keepsRetriesWithinTheBudgetOverRealSockets() {
    registry.faults().always(Fault.status(503));
    RetrySettings eager = new RetrySettings(3, Duration.ofMillis(1), Duration.ofMillis(2), 10, 0);
    BreakerSettings never = new BreakerSettings(1_000, Duration.ofSeconds(5), LONG);
    try (RegistryClient client = client(settings(healthy()).retry(eager).breaker(never))) {
      List<CompletableFuture<List<String>>> calls =
          IntStream.range(0, 500).mapToObj(i -> client.send(SchemaRequests.types(), LONG)).toList();
      calls.forEach(OutageTest::failureOf);

      assertThat(registry.requestCount()).isBetween(500, 550);
    }
  }

  /** "A subject that hangs never delays another subject. At most 4 connections a URL." */
  @Test
  void answersOthersWhileAsManySubjectsHangAsThereAreConnectionsLessOne()
      throws InterruptedException {
    registry.register("orders-value", "\"string\"");
    registry
        .faults()
        .add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/slow*/**"));
    try (RegistryClient client = client(settings(healthy()))) {
      List<CompletableFuture<?>> slow =
          IntStream.range(0, 3)
              .<CompletableFuture<?>>mapToObj(
                  i -> client.send(SubjectRequests.latest(Subject.of("slow" + i)), LONG))
              .toList();
      assertThat(registry.awaitRequests(3, LONG)).isTrue();

      assertThat(client.call(SubjectRequests.latest(ORDERS)).name()).isEqualTo("orders-value:1");
      assertThat(slow).noneMatch(CompletableFuture::isDone);
    }
  }

  /** Four that hang hold a fifth up for no longer than the request time-out. */
  @Test
  void freesTheConnectionsOfSubjectsThatHangAfterTheRequestTimeout() throws InterruptedException {
    registry.register("orders-value", "\"string\"");
    registry
        .faults()
        .add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/slow*/**"));
    RegistrySettings.Builder settings =
        settings(healthy())
            .requestTimeout(Duration.ofMillis(300))
            .retry(RetrySettings.DEFAULT.withMaxAttempts(1));
    try (RegistryClient client = client(settings)) {
      IntStream.range(0, 4)
          .forEach(i -> client.send(SubjectRequests.latest(Subject.of("slow" + i)), LONG));
      assertThat(registry.awaitRequests(4, LONG)).isTrue();

      assertThat(client.call(SubjectRequests.latest(ORDERS)).name()).isEqualTo("orders-value:1");
      assertThat(registry.peakRequests()).isLessThanOrEqualTo(5);
    }
  }

  /** "At most 4 connections a URL", over retries too. */
  @Test
  void neverHasMoreThanFourConnectionsToAUrlHoweverManyRetry() {
    registry.faults().next(150, Fault.drop(Fault.Moment.MID_BODY));
    RetrySettings eager =
        new RetrySettings(3, Duration.ofMillis(1), Duration.ofMillis(2), 100, 100);
    BreakerSettings never = new BreakerSettings(1_000, Duration.ofSeconds(5), LONG);
    try (RegistryClient client = client(settings(healthy()).retry(eager).breaker(never))) {
      List<CompletableFuture<List<String>>> calls =
          IntStream.range(0, 200).mapToObj(i -> client.send(SchemaRequests.types(), LONG)).toList();
      calls.forEach(call -> call.handle((answer, failure) -> failure).join());

      assertThat(registry.peakRequests()).isLessThanOrEqualTo(4);
    }
  }

  /** Each with the exception that it leads to and what that says. */
  private static Stream<Arguments> brokenServers() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    return Stream.of(
        noAnswer(head + "Content-Length: 100\r\n\r\n{\"schema\":", true, "IOException"),
        noAnswer(head + "Content-Length: 9\r\n\r\n{\"schema\"", false, "not JSON"),
        noAnswer(head + "Content-Length: 999\r\n\r\n{}", false, "in time"),
        noAnswer(head + "Content-Length: 1\r\n\r\n{}", true, "not JSON"),
        arguments(
            SilentServer.answering(redirect("/again"), false),
            RegistryRejectedException.class,
            "redirects are not followed"),
        arguments(
            SilentServer.answering(redirect("https://new.test:8443/again"), false),
            RegistryRejectedException.class,
            "set schema.registry.url to the new location, https://new.test:8443"),
        noAnswer(
            "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
            false,
            "502, with a page of markup"),
        arguments(
            SilentServer.answering(OutageTest::speakHeadersWithoutEnd, true),
            RegistryUnavailableException.class,
            "Exception"),
        noAnswer("no HTTP at all\r\n\r\n", true, "Invalid status line"),
        arguments(SilentServer.mute(), RegistryUnavailableException.class, "in time"));
  }

  private static Arguments noAnswer(String said, boolean closes, String words) throws IOException {
    return arguments(
        SilentServer.answering(said, closes), RegistryUnavailableException.class, words);
  }

  private static String redirect(String place) {
    return "HTTP/1.1 302 Found\r\nLocation: " + place + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static void speakHeadersWithoutEnd(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 1_000_000; i++) {
      out.write(("X-" + i + ": endless\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Reset mid-body, truncated JSON, lengths that are wrong either way, redirects in a loop, HTML
   * 502, an endless header, no HTTP, half-open: "no lookup takes longer than the limit".
   */
  @ParameterizedTest
  @MethodSource("brokenServers")
  void endsWithinTheLimitWhateverTheServerDoes(
      SilentServer server, Class<? extends SchemaException> expected, String words)
      throws IOException {
    Duration limit = Duration.ofMillis(2_500);
    try (server;
        RegistryClient client =
            client(settings(server.url()).requestTimeout(Duration.ofMillis(400)))) {
      Duration taken =
          timed(
              () ->
                  assertThat(failureOf(client.send(SubjectRequests.latest(ORDERS), limit)))
                      .isExactlyInstanceOf(expected)
                      .hasMessageContaining("127.0.0.1")
                      .hasMessageContaining(words));

      assertThat(taken).isLessThan(limit.plusSeconds(5));
      assertThat(Objects.requireNonNull(server).accepted()).isLessThanOrEqualTo(6);
    }
  }
}
