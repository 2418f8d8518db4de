// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

  private static final String SUBJECTS = "/subjects";

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    client = new RegistryClient(registry.url());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static HttpRequest.Builder request(EmbeddedSchemaRegistry registry, String path) {
    return HttpRequest.newBuilder(URI.create(registry.url() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return RegistryClient.HTTP.send(request.build(), handler);
  }

  private static int status(EmbeddedSchemaRegistry registry, String authorization)
      throws IOException, InterruptedException {
    return send(
            request(registry, SUBJECTS).header("Authorization", authorization),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void keepsConnectionsAlive() throws IOException, InterruptedException {
    HttpClient fresh = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int i = 0; i < 5; i++) {
      fresh.send(request(registry, SUBJECTS).build(), BodyHandlers.ofString());
    }

    assertThat(registry.requestCount()).isEqualTo(5);
    assertThat(registry.connectionsOpened()).isEqualTo(1);
  }

  @Test
  void servesClientsThatOfferHttp2() throws IOException, InterruptedException {
    HttpRequest.Builder request = request(registry, SUBJECTS).version(HttpClient.Version.HTTP_2);

    HttpResponse<String> response = send(request, BodyHandlers.ofString());

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.body()).isEqualTo("[]");
  }

  @Test
  void compressesWhenAskedTo() throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            request(registry, SUBJECTS).header("Accept-Encoding", "gzip"),
            BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo("[]");
    }
    assertThat(client.get(SUBJECTS).response().headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void readsBodiesInChunksThatWaitForLeave() throws IOException, InterruptedException {
    byte[] body = RegistryClient.avro("\"string\"").toString().getBytes(UTF_8);
    HttpRequest.Builder request =
        request(registry, "/subjects/a/versions")
            .expectContinue(true)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertThat(send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(registry.versions("a")).containsExactly(1);
  }

  @Test
  void answersHeadWithoutBody() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(registry, SUBJECTS).method("HEAD", BodyPublishers.noBody());

    HttpResponse<String> response = send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(client.get(SUBJECTS).text()).isEqualTo("[]");
  }

  @Test
  void closesTheConnectionWhenAskedTo() throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .endsWith("\r\n\r\n{}");
  }

  @Test
  void closesTheConnectionOfAClientThatSpeaksNoHttp() throws IOException {
    assertThat(raw("hello\r\n\r\n")).isEmpty();
    assertThat(client.get("/").status()).isEqualTo(200);
  }

  private String raw(String message) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(message.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void asksForBasicCredentials() throws IOException, InterruptedException {
    try (EmbeddedSchemaRegistry guarded =
        EmbeddedSchemaRegistry.builder().basicAuth("user", "päss:word").start()) {
      String right = Base64.getEncoder().encodeToString("user:päss:word".getBytes(UTF_8));

      assertThat(status(guarded, "Basic " + right)).isEqualTo(200);
      assertThat(status(guarded, "Basic wrong")).isEqualTo(401);
      RegistryClient.Reply reply = new RegistryClient(guarded.url()).get(SUBJECTS);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.errorCode()).isEqualTo(401);
      assertThat(reply.response().headers().firstValue("WWW-Authenticate").orElse(""))
          .startsWith("Basic");
    }
  }

  @Test
  void asksForABearerToken() throws IOException, InterruptedException {
    try (EmbeddedSchemaRegistry guarded =
        EmbeddedSchemaRegistry.builder().bearerToken("t0ken").start()) {
      assertThat(status(guarded, "Bearer t0ken")).isEqualTo(200);
      assertThat(status(guarded, "Bearer other")).isEqualTo(401);
    }
  }

  @Test
  void listensOnTheChosenPort() {
    int port = registry.port();
    registry.close();

    try (EmbeddedSchemaRegistry second = EmbeddedSchemaRegistry.builder().port(port).start()) {
      assertThat(second.url()).isEqualTo("http://127.0.0.1:" + port);
      assertThat(new RegistryClient(second.url()).get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void keepsPortAndContentOverARestart() {
    registry.register("a", "\"string\"");
    assertThat(client.get(SUBJECTS).text()).isEqualTo("[\"a\"]");

    registry.stop();
    registry.stop();
    assertThatThrownBy(() -> client.exchange("GET", SUBJECTS, ""))
        .isInstanceOf(ConnectException.class);

    registry.restart();
    registry.restart();
    assertThat(client.get(SUBJECTS).text()).isEqualTo("[\"a\"]");
  }

  @Test
  void endsConnectionsWhenRestartedWhileRunning() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(registry.openConnections()).isEqualTo(1);

      registry.restart();

      assertThat(registry.openConnections()).isZero();
    }
    assertThat(client.get(SUBJECTS).text()).isEqualTo("[]");
  }

  @Test
  void forgetsEverythingWhenCleared() {
    registry.register("a", "\"string\"");
    registry.compatibility("", "NONE");
    registry.faults().always(Fault.status(503));

    registry.clear();

    assertThat(client.get(SUBJECTS).text()).isEqualTo("[]");
    assertThat(client.get("/config").text()).contains("BACKWARD");
    assertThat(registry.requestCount()).isEqualTo(2);
    assertThat(registry.register("b", "\"long\"")).isEqualTo(1);
  }

  @Test
  void leavesNoThreadWhenClosed() throws InterruptedException {
    client.get(SUBJECTS);
    String name = "embedded-schema-registry-" + registry.port();
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().equals(name))
            .toList();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

    registry.close();
    registry.close();

    for (Thread thread : threads) {
      thread.join(10_000);
    }
    assertThat(threads).noneMatch(Thread::isAlive);
    assertThatThrownBy(registry::restart).isInstanceOf(IllegalStateException.class);
  }
}
