// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.RegistryClient;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.RecordedRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration SOON = Duration.ofSeconds(10);

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
    client = new RegistryClient(registry.url());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void remembersRequestsAsTheyCame() {
    client.get("/subjects?deleted=true");
    client.post("/subjects/a%2Fb/versions", RegistryClient.avro("\"string\""));

    List<RecordedRequest> requests = registry.requests();

    assertThat(requests).extracting(RecordedRequest::order).containsExactly(0, 1);
    assertThat(requests).extracting(RecordedRequest::arrivedAt).containsOnly(NOW);
    assertThat(requests.get(0).query()).isEqualTo("deleted=true");
    assertThat(requests.get(1).method()).isEqualTo("POST");
    assertThat(requests.get(1).path()).isEqualTo("/subjects/a%2Fb/versions");
    assertThat(requests.get(1).body()).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
    assertThat(requests.get(1).header("CONTENT-type"))
        .contains("application/vnd.schemaregistry.v1+json");
    assertThat(requests.get(1).header("nothing")).isEmpty();
  }

  @Test
  void countsRequests() {
    client.get("/schemas/ids/1");
    client.get("/schemas/ids/2");
    client.get("/schemas/ids/2/versions");
    client.delete("/subjects/a");

    assertThat(registry.requestCount()).isEqualTo(4);
    assertThat(registry.requestCount("GET", "/schemas/ids/*")).isEqualTo(2);
    assertThat(registry.requestCount("GET", "/schemas/**")).isEqualTo(3);
    assertThat(registry.requestCount("*", "/schemas/ids/2")).isEqualTo(1);
    assertThat(registry.requestCount(request -> request.method().equals("DELETE"))).isEqualTo(1);
  }

  @Test
  void remembersRequestsThatFail() {
    registry.faults().next(1, Fault.status(503));

    client.get("/subjects");

    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void forgetsRequests() {
    client.get("/subjects");

    registry.clearRequests();

    assertThat(registry.requests()).isEmpty();
    assertThat(registry.peakRequests()).isZero();
  }

  @Test
  void remembersHowMuchWasOpenAtOnce() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(3, Fault.holdUntil(release));
    List<CompletableFuture<HttpResponse<String>>> held =
        Stream.of("/subjects", "/contexts", "/config")
            .map(path -> client.request("GET", path, ""))
            .map(request -> RegistryClient.HTTP.sendAsync(request, BodyHandlers.ofString()))
            .toList();
    assertThat(registry.awaitRequests(3, SOON)).isTrue();

    release.countDown();
    held.forEach(CompletableFuture::join);
    client.get("/subjects");

    assertThat(registry.peakRequests()).isEqualTo(3);
    assertThat(registry.peakConnections()).isEqualTo(3);
    assertThat(registry.requestCount()).isEqualTo(4);
  }

  @Test
  void seesOneRequestAtOnceWhenTheyComeInTurn() {
    client.get("/subjects");
    client.get("/subjects");
    client.get("/subjects");

    assertThat(registry.peakRequests()).isEqualTo(1);
  }

  @Test
  void givesUpWaitingForRequests() throws InterruptedException {
    assertThat(registry.awaitRequests(1, Duration.ofMillis(1))).isFalse();
  }
}
