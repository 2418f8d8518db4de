// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.settings.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "HTTP/2 where the server speaks it." */
@Timeout(60)
class HttpVersionTest {

  private final Certificates authority = new Certificates();
  private final SSLContext context = authority.context(authority.forHost("localhost"));
  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private RegistryClient client(String scheme, Duration requestTimeout) throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    RegistrySettings settings =
        RegistrySettings.builder()
            .urls(List.of(URI.create(scheme + "://localhost:" + server.getPort())))
            .tls(Tls.of(context))
            .requestTimeout(requestTimeout)
            .retry(RetrySettings.DEFAULT.withWaits(Duration.ofMillis(1), Duration.ofMillis(2)))
            .build();
    return RegistryClient.create(settings, SchemaListener.none());
  }

  private RegistryClient client(String scheme) throws IOException {
    return client(scheme, Duration.ofSeconds(5));
  }

  private void answer() {
    server.enqueue(new MockResponse.Builder().body("[\"AVRO\"]").build());
  }

  /** Only HTTP/2 has the host in a header of this name (RFC 9113, 8.3.1). */
  private boolean isNextHttp2() throws InterruptedException {
    RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request.getHeaders().get(":authority") != null;
  }

  @Test
  void speaksHttp2WhereTheServerOffersItOverTls() throws Exception {
    server.useHttps(context.getSocketFactory());
    answer();
    answer();
    try (RegistryClient client = client("https")) {
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");

      assertThat(isNextHttp2()).isTrue();
      assertThat(isNextHttp2()).isTrue();
    }
  }

  @Test
  void speaksHttp11WhereTheServerOffersNothingElse() throws Exception {
    server.useHttps(context.getSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    answer();
    try (RegistryClient client = client("https")) {
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");

      assertThat(isNextHttp2()).isFalse();
    }
  }

  @Test
  void speaksHttp11InTheClearAndAsksForNoOther() throws Exception {
    answer();
    try (RegistryClient client = client("http")) {
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");

      RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      assertThat(request.getHeaders().get(":authority")).isNull();
      assertThat(request.getHeaders().get("Upgrade")).isNull();
      assertThat(request.getHeaders().get("HTTP2-Settings")).isNull();
    }
  }

  @Test
  void sendsManyRequestsAtOnceOverOneHttp2Connection() throws Exception {
    int many = 20;
    CountDownLatch together = new CountDownLatch(many);
    server.useHttps(context.getSocketFactory());
    try (RegistryClient client = client("https")) {
      answer();
      client.call(SchemaRequests.types());
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
              together.countDown();
              boolean areAllHere = together.await(4, TimeUnit.SECONDS);
              return new MockResponse.Builder().code(areAllHere ? 200 : 400).body("[]").build();
            }
          });

      List<CompletableFuture<List<String>>> calls =
          IntStream.range(0, many)
              .mapToObj(n -> client.send(SchemaRequests.types(), Duration.ofSeconds(5)))
              .toList();
      for (CompletableFuture<List<String>> call : calls) {
        assertThat(call.get(10, TimeUnit.SECONDS)).isEmpty();
      }
    }
    int connections = 0;
    for (int n = 0; n < many + 1; n++) {
      RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
      connections += request != null && request.getExchangeIndex() == 0 ? 1 : 0;
    }
    assertThat(connections).isEqualTo(1);
  }

  @Test
  void leavesHttp2OnceAnAnswerStayedOut() throws Exception {
    server.useHttps(context.getSocketFactory());
    answer();
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    answer();
    try (RegistryClient client = client("https", Duration.ofSeconds(2))) {
      client.call(SchemaRequests.types());
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");

      assertThat(isNextHttp2()).isTrue();
      assertThat(isNextHttp2()).isTrue();
      assertThat(isNextHttp2()).isFalse();
    }
  }
}
