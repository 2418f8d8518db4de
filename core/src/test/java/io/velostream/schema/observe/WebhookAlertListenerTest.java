// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.velostream.schema.event.SchemaEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts are posted as JSON to a real endpoint, which may fail. */
class WebhookAlertListenerTest {

  private static final SchemaEvent LETTER =
      new SchemaEvent.DeadLetterWritten("orders", 1, 7, "orders.dead-letters", "E", "no \"frame\"");
  private static final SchemaEvent CALL =
      new SchemaEvent.RegistryCalled("http://r", "look up", 200, Duration.ZERO);

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean isSilent;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          if (isSilent) {
            await();
          }
          Integer status = statuses.poll();
          exchange.sendResponseHeaders(status == null ? 204 : status, -1);
          exchange.close();
        });
    server.start();
  }

  private void await() throws IOException {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void anAlertIsOneJsonObject() throws IOException {
    WebhookAlertListener listener = listener(Map.of("webhook.authorization", "Bearer t0ken"));

    listener.onEvent(LETTER);

    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    assertThat(json.get("time").textValue()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(json.get("kind").textValue()).isEqualTo("dead-letter");
    assertThat(json.get("severity").textValue()).isEqualTo("warning");
    assertThat(json.get("source").textValue()).isEqualTo("orders");
    assertThat(json.get("message").textValue()).contains("no \"frame\"");
    assertThat(json.get("repeated").longValue()).isZero();
    assertThat(json.get("details").get("offset").longValue()).isEqualTo(7);
    assertThat(authorizations).containsExactly("Bearer t0ken");
    assertThat(listener.dropped()).isZero();
  }

  @Test
  void normalOperationAndOtherKindsAreNotSent() {
    WebhookAlertListener listener = listener(Map.of("webhook.kinds", "identity-mismatch"));

    listener.onEvent(CALL);
    listener.onEvent(LETTER);

    assertThat(bodies).isEmpty();
  }

  @Test
  void equalAlertsAreSentOnceInAPeriod() {
    WebhookAlertListener listener = listener(Map.of());

    listener.onEvent(LETTER);
    listener.onEvent(LETTER);
    listener.onEvent(
        new SchemaEvent.DeadLetterWritten("payments", 1, 7, "payments.dead-letters", "E", "why"));

    assertThat(bodies).hasSize(2);
  }

  @Test
  void aFailedRequestIsSentAgain() {
    statuses.addAll(List.of(500, 503));
    WebhookAlertListener listener = listener(Map.of());

    listener.onEvent(LETTER);

    assertThat(bodies).hasSize(3);
    assertThat(listener.dropped()).isZero();
  }

  @Test
  void anAlertThatCannotBePostedIsDroppedAndCounted() {
    statuses.addAll(List.of(500, 500, 500));
    WebhookAlertListener listener = listener(Map.of("webhook.repeat.sec", "0"));

    listener.onEvent(LETTER);
    assertThat(listener.dropped()).isEqualTo(1);
    listener.onEvent(LETTER);
    assertThat(listener.dropped()).isEqualTo(1);
    assertThat(bodies).hasSize(4);
  }

  @Test
  void aSilentEndpointIsGivenUp() {
    isSilent = true;
    WebhookAlertListener listener = listener(Map.of("webhook.timeout.ms", "50"));

    listener.onEvent(LETTER);

    assertThat(listener.dropped()).isEqualTo(1);
  }

  @Test
  void aRefusedAlertIsNotSentAgain() {
    statuses.addAll(List.of(401, 302));
    WebhookAlertListener listener = listener(Map.of("webhook.repeat.sec", "0"));

    listener.onEvent(LETTER);
    listener.onEvent(LETTER);

    assertThat(bodies).hasSize(2);
    assertThat(listener.dropped()).isEqualTo(2);
  }

  @Test
  void anEndlessAnswerIsGivenUp() {
    server.createContext(
        "/hook/endless",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
          await();
          exchange.close();
        });
    WebhookAlertListener listener = new WebhookAlertListener();
    listener.configure(
        Map.of(
            "webhook.url",
            "http://localhost:" + server.getAddress().getPort() + "/hook/endless",
            "webhook.timeout.ms",
            "50"));

    listener.onEvent(LETTER);

    assertThat(listener.dropped()).isEqualTo(1);
  }

  @Test
  void furtherHeadersAreSent() {
    WebhookAlertListener listener = listener(Map.of("webhook.header.Authorization", "Key k"));

    listener.onEvent(LETTER);

    assertThat(authorizations).containsExactly("Key k");
  }

  @Test
  void whatCannotBeSentIsRefusedWithoutShowingIt() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("webhook.authorization", "s3cret\u0001x"),
            Map.of("webhook.header.Content-Length", "s3cret"),
            Map.of("webhook.header.a b", "s3cret"),
            Map.of("webhook.kinds", "dead-leter"))) {
      assertThatThrownBy(() -> listener(wrong))
          .isInstanceOf(ConfigException.class)
          .hasNoCause()
          .hasMessageContaining("schema.listeners." + wrong.keySet().iterator().next())
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void afterTheEndNothingIsSent() {
    WebhookAlertListener listener = listener(Map.of());
    listener.close();

    listener.onEvent(LETTER);

    assertThat(bodies).isEmpty();
  }

  @Test
  void anInvalidUrlIsRefusedWithoutShowingIt() {
    for (String url :
        List.of("ftp://h/s3cret", "s3cret", "http://u:s3cret@h/", "http:///s3cret", "::s3cret")) {
      assertThatThrownBy(() -> new WebhookAlertListener().configure(Map.of("webhook.url", url)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("webhook.url")
          .hasMessageNotContaining("s3cret");
    }
    assertThatThrownBy(() -> new WebhookAlertListener().configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("webhook.url");
  }

  private WebhookAlertListener listener(Map<String, String> options) {
    Map<String, String> configs = new HashMap<>(options);
    configs.put("webhook.url", "http://localhost:" + server.getAddress().getPort() + "/hook");
    WebhookAlertListener listener =
        new WebhookAlertListener(
            Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));
    listener.configure(configs);
    return listener;
  }
}
