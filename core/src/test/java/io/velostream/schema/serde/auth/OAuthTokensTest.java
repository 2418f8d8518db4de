// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.Throwables;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth 2 client credentials, from a token endpoint to the registry. */
@Timeout(60)
class OAuthTokensTest {

  private static final RegistryRequest<?> CALL = SchemaRequests.types();

  private final TokenEndpoint endpoint = new TokenEndpoint();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final Set<Integer> refused = ConcurrentHashMap.newKeySet();

  OAuthTokensTest() {
    registry
        .faults()
        .add(
            FaultRule.always(Fault.status(401))
                .when(request -> !isTaken(request.header("authorization").orElse(""))));
  }

  private boolean isTaken(String authorization) {
    return authorization.startsWith("Bearer ")
        && refused.stream().noneMatch(n -> authorization.endsWith(TokenEndpoint.signatureOf(n)));
  }

  @AfterEach
  void close() {
    registry.close();
    endpoint.close();
  }

  private Map<String, Object> client() {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("bearer.auth.credentials.source", "OAUTHBEARER");
    configs.put("bearer.auth.issuer.endpoint.url", endpoint.url());
    configs.put("bearer.auth.client.id", "me");
    configs.put("bearer.auth.client.secret", "cl1ent-s3cret");
    configs.put("bearer.auth.scope", "registry");
    configs.put("sasl.login.retry.backoff.ms", "1");
    configs.put("sasl.login.retry.backoff.max.ms", "1");
    return configs;
  }

  private static SchemaResolver resolver(Map<String, Object> configs) {
    return settings(configs).newResolver();
  }

  private static ConnectionSettings settings(Map<String, Object> configs) {
    return ConnectionSettings.of(SerdeConfig.forDeserializer(configs, false, new ConfigDef()));
  }

  @Test
  void asksForATokenOnceHoweverManyThreadsCall() throws Exception {
    int threads = 64;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try (SchemaResolver resolver = resolver(client())) {
      List<CompletableFuture<Object>> answers =
          IntStream.range(0, threads)
              .mapToObj(
                  caller ->
                      CompletableFuture.<Object>supplyAsync(
                          () -> {
                            await(start);
                            return resolver.registry().call(CALL);
                          },
                          callers))
              .toList();

      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isNotNull());
      assertThat(endpoint.given()).isEqualTo(1);
      assertThat(endpoint.requests().peek())
          .startsWith("Basic ")
          .contains("grant_type=client_credentials")
          .contains("scope=registry");
      assertThat(registry.peakConnections()).isLessThanOrEqualTo(4);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void goesOnWithAFreshTokenWhenTheRegistryRefusesTheOldOne() {
    try (SchemaResolver resolver = resolver(client())) {
      resolver.registry().call(CALL);
      refused.add(1);
      resolver.registry().call(CALL);
      resolver.registry().call(CALL);

      assertThat(endpoint.given()).isEqualTo(2);
      assertThat(registry.requestCount()).isEqualTo(4);
    }
  }

  @Test
  void givesUpAfterOneFreshToken() {
    refused.addAll(List.of(1, 2, 3));
    try (SchemaResolver resolver = resolver(client())) {
      assertThatThrownBy(() -> resolver.registry().call(CALL))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("401");
      assertThat(endpoint.given()).isEqualTo(2);
      assertThat(registry.requestCount()).isEqualTo(2);
    }
  }

  @Test
  void saysThatTheTokenEndpointIsDown() {
    endpoint.answer(503);
    try (SchemaResolver resolver = resolver(client())) {
      assertThatThrownBy(() -> resolver.registry().call(CALL))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("cannot get a bearer token")
          .hasMessageContaining("503");
      assertThat(registry.requestCount()).isZero();
    }
  }

  @Test
  void saysThatTheClientIsNotKnown() {
    endpoint.answer(401);
    try (SchemaResolver resolver = resolver(client())) {
      assertThatThrownBy(() -> resolver.registry().call(CALL))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("no such client")
          .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("cl1ent-s3cret"));
    }
  }

  /** An opaque token, the nth one, with this JSON after it. */
  private void giveOpaqueTokens(String more) {
    AtomicInteger number = new AtomicInteger();
    endpoint.answer(
        200,
        client ->
            "{\"access_token\":\"opaque-"
                + TokenEndpoint.signatureOf(number.incrementAndGet())
                + "\""
                + more
                + "}");
  }

  private RegistryClient withClock(AtomicLong clock) {
    return RegistryClient.create(settings(client()).registry(), SchemaListener.none(), clock::get);
  }

  private static void pass(AtomicLong clock, Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"expires_in\":2", ",\"expires_in\":\"2\"", ",\"expires_in\":2.0"})
  void takesAnOpaqueTokenForAsLongAsItsEndpointSays(String life) {
    giveOpaqueTokens(life);
    AtomicLong clock = new AtomicLong();
    try (RegistryClient client = withClock(clock)) {
      client.call(CALL);
      pass(clock, Duration.ofMillis(1_400));
      client.call(CALL);
      assertThat(endpoint.requests()).hasSize(1);

      refused.add(1);
      pass(clock, Duration.ofMillis(700));
      client.call(CALL);

      assertThat(endpoint.requests()).hasSize(2);
      assertThat(registry.requestCount()).as("none with the token that is over").isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"expires_in\":null",
        ",\"expires_in\":0",
        ",\"expires_in\":-1",
        ",\"expires_in\":\"soon\""
      })
  void asksAgainAfterFiveMinutesWhereTheEndpointDoesNotSayHowLongItsTokenLasts(String life)
      throws Exception {
    giveOpaqueTokens(life);
    AtomicLong clock = new AtomicLong();
    try (RegistryClient client = withClock(clock)) {
      client.call(CALL);
      pass(clock, Duration.ofSeconds(224));
      client.call(CALL);
      assertThat(endpoint.requests()).hasSize(1);

      pass(clock, Duration.ofSeconds(76));
      client.call(CALL);
      long start = System.nanoTime();
      while (endpoint.requests().size() < 2
          && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
        Thread.onSpinWait(); // the token is asked for in the background
      }
      assertThat(endpoint.requests()).hasSize(2);
    }
  }

  @Test
  void takesATokenThatLastsForLongerThanNanosecondsCan() {
    giveOpaqueTokens(",\"expires_in\":99999999999999999999999");
    try (SchemaResolver resolver = resolver(client())) {
      resolver.registry().call(CALL);
      resolver.registry().call(CALL);

      assertThat(endpoint.requests()).hasSize(1);
    }
  }

  @Test
  void readsTheLifeOfAJwtInTheJwt() {
    endpoint.life(Duration.ofSeconds(100));
    AtomicLong clock = new AtomicLong();
    try (RegistryClient client = withClock(clock)) {
      client.call(CALL);
      pass(clock, Duration.ofSeconds(70));
      client.call(CALL);
      assertThat(endpoint.given()).isEqualTo(1);

      refused.add(1);
      pass(clock, Duration.ofSeconds(31));
      client.call(CALL);
      assertThat(endpoint.given()).isEqualTo(2);
      assertThat(registry.requestCount()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>a portal</html>", "[]", "{}", "{\"access_token\":7e}"})
  void isUnavailableWhereTheAnswerHoldsNoToken(String body) {
    endpoint.answer(200, client -> body);
    try (SchemaResolver resolver = resolver(client())) {
      assertThatThrownBy(() -> resolver.registry().call(CALL))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("no usable token");
      assertThat(registry.requestCount()).isZero();
    }
  }

  @Test
  void triesAgainWhileTheEndpointIsDown() {
    AtomicInteger attempts = new AtomicInteger();
    endpoint.answer(503, client -> attempts.incrementAndGet() < 4 ? "later" : "at last");
    Map<String, Object> configs = client();
    configs.put("sasl.login.retry.backoff.max.ms", "200");
    try (SchemaResolver resolver = resolver(configs)) {
      assertThatThrownBy(() -> resolver.registry().call(CALL))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("503: at last");
    }
    assertThat(attempts).hasValueGreaterThan(3);
  }

  static Stream<UnaryOperator<String>> echoes() {
    UnaryOperator<String> base64 =
        text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    UnaryOperator<String> percent = text -> URLEncoder.encode(text, StandardCharsets.UTF_8);
    UnaryOperator<String> escaped =
        text ->
            text.chars()
                .mapToObj(character -> String.format("\\u%04x", character))
                .collect(Collectors.joining());
    return Stream.of(
        text -> text,
        base64,
        percent,
        text -> percent.apply(base64.apply(text)),
        text -> "{\"error\":\"bad\",\"error_description\":\"" + escaped.apply(text) + "\"}",
        text -> "{\"error\":\"" + base64.apply(text) + "\"}",
        escaped::apply,
        text -> "<p>" + text.substring(text.indexOf(':') + 1) + "</p>");
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void showsNoSecretThatTheEndpointRepeats(UnaryOperator<String> echo) {
    String secret = "cl1ent/s3cret+%";
    Map<String, Object> configs = client();
    configs.put("bearer.auth.client.secret", secret);
    for (int status : List.of(200, 302, 400, 401, 429, 503)) {
      endpoint.answer(status, echo);
      try (SchemaResolver resolver = resolver(configs)) {
        assertThatThrownBy(() -> resolver.registry().call(CALL))
            .hasMessageContaining("cannot get a bearer token")
            .satisfies(
                e ->
                    assertThat(Throwables.textOf(e))
                        .doesNotContain(secret, "s3cret", "\\u0073\\u0033")
                        .doesNotContain(echo.apply("me:" + secret)));
      }
    }
  }

  @Test
  void inheritsWhatTheKafkaClientUses() {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("bearer.auth.credentials.source", "SASL_OAUTHBEARER_INHERIT");
    configs.put("sasl.oauthbearer.token.endpoint.url", endpoint.url());
    configs.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " clientId=\"me\" clientSecret=\"cl1ent-s3cret\" scope=\"all\""
            + " extension_logicalCluster=\"lsrc-1\" extension_identityPoolId=\"pool-1\";");
    try (SchemaResolver resolver = resolver(configs)) {
      resolver.registry().call(CALL);
    }

    assertThat(endpoint.requests().peek()).contains("scope=all");
    assertThat(registry.requests().get(0).header("target-sr-cluster")).contains("lsrc-1");
    assertThat(registry.requests().get(0).header("Confluent-Identity-Pool-Id")).contains("pool-1");
  }

  @Test
  void namesThePropertyThatAllowsTheEndpoint() {
    Map<String, Object> configs = client();
    configs.put("bearer.auth.issuer.endpoint.url", "https://elsewhere/token");

    assertThatThrownBy(() -> settings(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bearer.auth.issuer.endpoint.url")
        .hasMessageContaining("https://elsewhere/token")
        .hasMessageContaining("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=");
  }

  @Test
  void isEqualWithEqualSecretsOnly() {
    Map<String, Object> others = client();
    others.put("bearer.auth.client.secret", "an0ther-s3cret");

    assertThat(settings(client())).isEqualTo(settings(client()));
    assertThat(settings(client()).hashCode()).isEqualTo(settings(client()).hashCode());
    assertThat(settings(client())).isNotEqualTo(settings(others));
    assertThat(settings(client()).toString()).doesNotContain("s3cret");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
