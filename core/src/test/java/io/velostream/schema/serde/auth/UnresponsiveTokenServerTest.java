// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups while the token endpoint accepts requests and never completes a response. */
@Timeout(60)
class UnresponsiveTokenServerTest {

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger HANGING = new AtomicInteger();

  private final AtomicLong nanos = new AtomicLong();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
  private final ServerSocket server;
  private volatile String answer = "";

  UnresponsiveTokenServerTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.setProperty(ALLOWED, url());
    Thread thread = new Thread(this::serve, "mute-token-server");
    thread.setDaemon(true);
    thread.start();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/token";
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        taken.add(socket);
        var unused = socket.getInputStream().read(new byte[8192]);
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      }
    } catch (IOException e) {
      // closed
    }
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty(ALLOWED);
    registry.close();
    server.close();
    for (Socket socket : taken) {
      socket.close();
    }
  }

  private SchemaResolver resolver(Map<String, String> more) {
    return resolver(more, nanos::get);
  }

  private SchemaResolver resolver(Map<String, String> more, LongSupplier clock) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", registry.url());
    configs.put("schema.lookup.timeout.ms", "2000");
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    return SchemaResolver.builder()
        .registry(ConnectionSettings.of(config).registry())
        .nanoTime(clock)
        .build();
  }

  private static RegistryUnavailableException failureOf(SchemaResolver resolver) {
    return catchThrowableOfType(
        RegistryUnavailableException.class, () -> resolver.registry().call(SchemaRequests.types()));
  }

  private static void assertRegistryIsNotBlamed(SchemaResolver resolver) {
    assertThat(resolver.health().breakers().get(0).phase()).isEqualTo(Phase.CLOSED);
    assertThat(resolver.health().breakers().get(0).consecutiveFailures()).isZero();
    assertThat(resolver.registry().suspendedEndpoints()).isZero();
  }

  /** Zero is no time-out to Kafka; the part of an answer is followed by nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"200;", "0;", "0;HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"acc"})
  void failsOnceInTheTimeOfALookupThenAtOnceAndGoesOnWhenTokensComeAgain(String kind) {
    String read = kind.substring(0, kind.indexOf(';'));
    answer = kind.substring(kind.indexOf(';') + 1);
    try (SchemaResolver resolver =
        resolver(
            Map.of(
                "bearer.auth.credentials.source", "OAUTHBEARER",
                "bearer.auth.issuer.endpoint.url", url(),
                "bearer.auth.client.id", "me",
                "bearer.auth.client.secret", "s3cret",
                "sasl.login.connect.timeout.ms", read,
                "sasl.login.read.timeout.ms", read,
                "sasl.login.retry.backoff.max.ms", "1",
                "sasl.login.retry.backoff.ms", "1"))) {
      assertThat(failureOf(resolver)).isNotNull();
      int asked = taken.size();
      assertThat(failureOf(resolver)).isNotNull();
      assertThat(taken).hasSize(asked);
      assertRegistryIsNotBlamed(resolver);

      String token = "{\"access_token\":\"opaque\",\"expires_in\":3600}";
      answer =
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
              + token.length()
              + "\r\n\r\n"
              + token;
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());

      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
    }
  }

  @Test
  void doesNotBlameTheRegistryForATokenServerThatIsDown() throws IOException {
    server.close();
    try (SchemaResolver resolver =
        resolver(
            Map.of(
                "bearer.auth.credentials.source", "OAUTHBEARER",
                "bearer.auth.issuer.endpoint.url", url(),
                "bearer.auth.client.id", "me",
                "bearer.auth.client.secret", "s3cret",
                "sasl.login.retry.backoff.max.ms", "1",
                "sasl.login.retry.backoff.ms", "1"),
            System::nanoTime)) {
      for (int n = 0; n < 6; n++) {
        assertThat(failureOf(resolver))
            .hasMessageContaining("cannot get a bearer token for the registry")
            .hasMessageContaining("connection refused");
      }

      assertRegistryIsNotBlamed(resolver);
    }
  }

  @Test
  void goesOnAfterACallOfTheUsersOwnSourceThatNeverEnds() {
    HANGING.set(1);
    try (SchemaResolver resolver =
        resolver(
            Map.of(
                "bearer.auth.credentials.source",
                "CUSTOM",
                "bearer.auth.custom.provider.class",
                HangingSource.class.getName()))) {
      assertThat(failureOf(resolver)).hasMessageContaining("no token within");
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());

      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
      assertRegistryIsNotBlamed(resolver);
    }
  }

  /** Hangs as often as told, whether it is interrupted or not. */
  public static final class HangingSource implements BearerTokenSource {

    @Override
    public BearerToken token() {
      while (HANGING.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        while (NEVER.getCount() > 0) {
          try {
            NEVER.await();
          } catch (InterruptedException e) {
            // A source that does not care.
          }
        }
      }
      return BearerToken.of("opaque");
    }
  }
}
