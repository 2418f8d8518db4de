// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.RegistryClient.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
    registry.register("a", "\"string\"");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private CompletableFuture<HttpResponse<String>> getLater(String path) {
    return RegistryClient.HTTP.sendAsync(client.request("GET", path, ""), BodyHandlers.ofString());
  }

  private Reply registerRaw(String subject) throws IOException {
    String body = RegistryClient.avro("\"long\"").toString();
    return client.exchange("POST", "/subjects/" + subject + "/versions", body);
  }

  @Test
  void answersAStatusTheGivenNumberOfTimes() {
    registry.faults().next(2, Fault.status(503));

    assertThat(client.get("/subjects").errorCode()).isEqualTo(503);
    assertThat(client.get("/subjects").status()).isEqualTo(503);
    assertThat(client.get("/subjects").status()).isEqualTo(200);
  }

  @Test
  void answersUntilTheRuleIsRemoved() {
    FaultRule rule = registry.faults().always(Fault.status(500, 50001, "store is gone"));
    assertThat(client.get("/subjects").errorCode()).isEqualTo(50001);
    assertThat(client.get("/subjects").message()).isEqualTo("store is gone");

    registry.faults().remove(rule);

    assertThat(client.get("/subjects").status()).isEqualTo(200);
  }

  @Test
  void failsOnlyTheRequestsThatTheRuleAppliesTo() {
    registry.faults().add(FaultRule.always(Fault.status(503)).on("GET", "/schemas/ids/*"));
    registry
        .faults()
        .add(
            FaultRule.next(1, Fault.status(502))
                .when(request -> request.header("Content-Type").isPresent())
                .on("*", "/subjects/**"));

    assertThat(client.get("/schemas/ids/1").status()).isEqualTo(503);
    assertThat(client.get("/schemas/ids/1/schema").status()).isEqualTo(200);
    assertThat(client.get("/subjects").status()).isEqualTo(200);
    assertThat(client.get("/subjects/a/versions/1").status()).isEqualTo(502);
  }

  @Test
  void doesNotHandleARequestThatItAnswersWithAStatus() {
    registry.faults().next(1, Fault.status(500));

    assertThat(client.register("b", "\"string\"").status()).isEqualTo(500);
    assertThat(registry.versions("b")).isEmpty();
  }

  @Test
  void saysWhenToComeAgain() {
    registry.faults().next(1, Fault.retryAfter(429, Duration.ofSeconds(7)));
    registry.faults().next(1, Fault.retryAfter(503, Instant.parse("2026-01-05T08:09:10Z")));

    assertThat(client.get("/").response().headers().firstValue("Retry-After")).contains("7");
    Reply dated = client.get("/");
    assertThat(dated.status()).isEqualTo(503);
    assertThat(dated.response().headers().firstValue("Retry-After"))
        .contains("Mon, 05 Jan 2026 08:09:10 GMT");
  }

  @Test
  void answersLikeAProxy() {
    registry.faults().next(1, Fault.html(200));
    registry.faults().next(1, Fault.body(502, ""));

    Reply page = client.get("/schemas/ids/1");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).startsWith("<html>");
    assertThat(page.response().headers().firstValue("content-type")).contains("text/html");
    assertThat(client.get("/schemas/ids/1").text()).isEmpty();
  }

  @Test
  void delaysRequests() {
    registry.faults().next(1, Fault.delay(Duration.ofMillis(60)));
    long start = System.nanoTime();

    assertThat(client.get("/subjects").status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(59));
  }

  @Test
  void failsAfterADelayWhenBothApply() {
    registry.faults().next(1, Fault.delay(Duration.ofMillis(1)));
    registry.faults().next(1, Fault.status(503));
    registry.faults().next(1, Fault.status(502));

    assertThat(client.get("/subjects").status()).isEqualTo(503);
    assertThat(client.get("/subjects").status()).isEqualTo(502);
  }

  @Test
  void holdsOneRequestWhileOthersAreAnswered() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().add(FaultRule.next(1, Fault.holdUntil(release)).on("GET", "/schemas/ids/1"));
    CompletableFuture<HttpResponse<String>> held = getLater("/schemas/ids/1");
    assertThat(registry.awaitRequests(1, SOON)).isTrue();

    assertThat(client.get("/subjects").status()).isEqualTo(200);
    assertThat(held).isNotDone();

    release.countDown();
    assertThat(held.join().statusCode()).isEqualTo(200);
  }

  @Test
  void endsHeldRequestsWhenClosed() throws InterruptedException {
    registry.faults().always(Fault.holdUntil(new CountDownLatch(1)));
    CompletableFuture<HttpResponse<String>> held = getLater("/subjects");
    assertThat(registry.awaitRequests(1, SOON)).isTrue();

    registry.close();

    assertThatThrownBy(held::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void dropsAConnectionBeforeTheRequestHasAnEffect() {
    registry.faults().next(1, Fault.drop(Fault.Moment.BEFORE_HANDLING));

    assertThatThrownBy(() -> registerRaw("b")).isInstanceOf(IOException.class);
    assertThat(registry.versions("b")).isEmpty();
  }

  @Test
  void losesTheAnswerToARequestThatHadItsEffect() throws IOException {
    registry.faults().next(1, Fault.drop(Fault.Moment.BEFORE_HEADERS));

    assertThatThrownBy(() -> registerRaw("b")).isInstanceOf(IOException.class);
    assertThat(registry.versions("b")).containsExactly(1);
    assertThat(registerRaw("b").json().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void dropsAConnectionInTheMiddleOfTheBody() {
    registry.faults().next(1, Fault.drop(Fault.Moment.MID_BODY));

    assertThatThrownBy(() -> registerRaw("b")).isInstanceOf(IOException.class);
    assertThat(registry.versions("b")).containsExactly(1);
  }

  @Test
  void truncatesJson() {
    String whole = client.get("/schemas/ids/1").text();
    registry.faults().next(1, Fault.truncate());

    Reply reply = client.get("/schemas/ids/1");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo(whole.substring(0, whole.length() / 2));
  }

  @Test
  void claimsTooLongABody() {
    registry.faults().next(1, Fault.wrongLength(10));

    assertThatThrownBy(() -> registerRaw("b")).isInstanceOf(IOException.class);
  }

  @Test
  void claimsTooShortABody() {
    String whole = client.get("/schemas/ids/1").text();
    registry.faults().next(1, Fault.wrongLength(-3));

    assertThat(client.get("/schemas/ids/1").text())
        .isEqualTo(whole.substring(0, whole.length() - 3));
  }

  @Test
  void dripsTheBody() {
    String whole = client.get("/schemas/ids/1").text();
    registry.faults().next(1, Fault.drip(Duration.ofMillis(1), 7));

    assertThat(client.get("/schemas/ids/1").text()).isEqualTo(whole);
  }

  @Test
  void forgetsAllFaultsWhenCleared() {
    registry.faults().always(Fault.status(503));

    registry.faults().clear();

    assertThat(client.get("/subjects").status()).isEqualTo(200);
  }

  @Test
  void refusesRulesThatNeverHappen() {
    assertThatThrownBy(() -> FaultRule.next(0, Fault.truncate()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> Fault.drip(Duration.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
