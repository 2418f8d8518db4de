// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.RegistryCall;
import io.velostream.schema.registry.SchemaCalls;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import io.velostream.schema.testing.FaultRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OAuth 2 client credentials, from a token endpoint to the registry. */
@Timeout(60)
class OAuthTokensTest {

  private static final RegistryCall<?> CALL = SchemaCalls.types();

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
