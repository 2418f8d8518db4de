// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.Throwables;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials and proxy by the keys that people have. */
@Timeout(30)
class AccessSettingsTest {

  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
          + " password=\"s3cret\";";
  private static final Credentials ME = new Credentials.Basic("me", "s3cret");

  private static RegistrySettings settings(Object... keysAndValues) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", "http://127.0.0.1:1");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configs.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConnectionSettings.of(SerdeConfig.forDeserializer(configs, false, new ConfigDef()))
        .registry();
  }

  private static void ask(EmbeddedSchemaRegistry registry, Object... keysAndValues) {
    try (SchemaResolver resolver =
        SchemaResolver.builder().registry(withUrl(registry, keysAndValues)).build()) {
      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
    }
  }

  private static RegistrySettings withUrl(EmbeddedSchemaRegistry registry, Object... pairs) {
    Object[] all = java.util.Arrays.copyOf(pairs, pairs.length + 2);
    all[pairs.length] = "schema.registry.url";
    all[pairs.length + 1] = registry.url();
    return settings(all);
  }

  @Test
  void hasNoCredentialsUnlessToldSo() {
    assertThat(settings().credentials()).isEqualTo(Credentials.none());
  }

  @Test
  void takesUserInfoUnderBothNames() {
    assertThat(
            settings(
                    "basic.auth.credentials.source", "USER_INFO",
                    "basic.auth.user.info", "me:s3cret")
                .credentials())
        .isEqualTo(ME);
    assertThat(
            settings(
                    "schema.registry.basic.auth.credentials.source", "USER_INFO",
                    "schema.registry.basic.auth.user.info", new Password("me:s3cret"),
                    "basic.auth.user.info", "me:s3cret")
                .credentials())
        .isEqualTo(ME);
    assertThatThrownBy(
            () ->
                settings(
                    "basic.auth.user.info", "me:s3cret",
                    "schema.registry.basic.auth.user.info", "me:other-s3cret"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.basic.auth.user.info and basic.auth.user.info")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void takesUserInfoFromTheUrl() {
    RegistrySettings settings = settings("schema.registry.url", "http://me:s3cret@127.0.0.1:1/");

    assertThat(settings.credentials())
        .isEqualTo(
            new Credentials.PerUrl(
                Map.of(URI.create("http://127.0.0.1:1"), (Credentials.Basic) ME)));
    assertThat(settings.urls()).containsExactly(URI.create("http://127.0.0.1:1"));
  }

  @Test
  void inheritsTheLoginOfTheKafkaClient() {
    assertThat(
            settings("basic.auth.credentials.source", "SASL_INHERIT", "sasl.jaas.config", JAAS)
                .credentials())
        .isEqualTo(ME);
  }

  @Test
  void openTheRegistryByEachKindOfCredentials() {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().basicAuth("me", "s3cret").start()) {
      ask(
          registry,
          "basic.auth.credentials.source",
          "USER_INFO",
          "basic.auth.user.info",
          "me:s3cret");
      String url = registry.url().replace("http://", "http://me:s3cret@");
      try (SchemaResolver resolver =
          SchemaResolver.builder().registry(settings("schema.registry.url", url)).build()) {
        assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
      }
      assertThatThrownBy(() -> ask(registry)).isInstanceOf(RegistryRejectedException.class);
    }
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().bearerToken("t0ken").start()) {
      ask(
          registry,
          "bearer.auth.credentials.source",
          "STATIC_TOKEN",
          "bearer.auth.token",
          "t0ken",
          "bearer.auth.logical.cluster",
          "lsrc-1",
          "bearer.auth.identity.pool.id",
          "pool-1");
      assertThat(registry.requests().get(0).header("target-sr-cluster")).contains("lsrc-1");
      assertThat(registry.requests().get(0).header("confluent-identity-pool-id"))
          .contains("pool-1");
    }
  }

  @Test
  void asksTheUsersOwnTokenSourceAndClosesIt() {
    int closed = OwnSource.CLOSED.get();
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().bearerToken("own-t0ken").start()) {
      ask(
          registry,
          "bearer.auth.credentials.source",
          "CUSTOM",
          "bearer.auth.custom.provider.class",
          OwnSource.class.getName(),
          "own.token",
          "own-t0ken");
    }

    assertThat(OwnSource.CLOSED.get()).isEqualTo(closed + 1);
  }

  @Test
  void tellsCustomSourcesApartByWhatTheyAreConfiguredWith() {
    Object[] one = {
      "bearer.auth.credentials.source",
      "CUSTOM",
      "bearer.auth.custom.provider.class",
      OwnSource.class,
      "own.token",
      "s3cret"
    };
    Object[] other = one.clone();
    other[5] = "another-s3cret";

    assertThat(settings(one)).isEqualTo(settings(one));
    assertThat(settings(one)).isNotEqualTo(settings(other));
    assertThat(settings(one).toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "basic.auth.credentials.source=NONE; basic.auth.credentials.source, NONE, USER_INFO",
        "bearer.auth.credentials.source=oauth; bearer.auth.credentials.source, oauth, OAUTHBEARER",
        "basic.auth.credentials.source=USER_INFO; basic.auth.user.info is missing",
        "basic.auth.user.info=me:s3cret; basic.auth.user.info has no effect without"
            + " basic.auth.credentials.source, =USER_INFO",
        "basic.auth.credentials.source=URL; schema.registry.url holds no user",
        "bearer.auth.token=s3cret; bearer.auth.token has no effect, =STATIC_TOKEN",
        "bearer.auth.credentials.source=STATIC_TOKEN; bearer.auth.token is missing",
        "bearer.auth.credentials.source=CUSTOM; bearer.auth.custom.provider.class is missing",
        "bearer.auth.credentials.source=OAUTHBEARER; bearer.auth.issuer.endpoint.url is missing",
        "bearer.auth.credentials.source=SASL_OAUTHBEARER_INHERIT;"
            + " sasl.oauthbearer.token.endpoint.url is missing",
        "bearer.auth.logical.cluster=a; bearer.auth.logical.cluster has no effect",
        "basic.auth.credentials.source=SASL_INHERIT; sasl.jaas.config is missing",
        "basic.auth.credentials.source=SASL_INHERIT|sasl.jaas.config=x required p=\"s3cret;"
            + " sasl.jaas.config cannot be read",
        "bearer.auth.credentials.source=STATIC_TOKEN|bearer.auth.token=s3cret|"
            + "basic.auth.credentials.source=USER_INFO|basic.auth.user.info=a:s3cret;"
            + " basic.auth.credentials.source=USER_INFO contradicts"
            + " bearer.auth.credentials.source=STATIC_TOKEN",
        "bearer.auth.credentials.source=STATIC_TOKEN|bearer.auth.token=s3cret|"
            + "bearer.auth.client.id=a; bearer.auth.client.id has no effect with"
            + " bearer.auth.credentials.source=STATIC_TOKEN",
        "basic.auth.credentials.source=USER_INFO|basic.auth.user.info=a:s3cret|"
            + "schema.registry.url=http://a:s3cret@one;"
            + " schema.registry.url holds a user and password,"
            + " contradicts basic.auth.credentials.source=USER_INFO",
        "bearer.auth.credentials.source=STATIC_TOKEN|bearer.auth.token=s3cret|"
            + "schema.registry.url=http://a:s3cret@one;"
            + " schema.registry.url holds a user and password,"
            + " contradicts bearer.auth.credentials.source=STATIC_TOKEN",
        "basic.auth.credentials.source=USER_INFO|basic.auth.user.info=s3cret;"
            + " basic.auth.user.info must read user:password",
        "basic.auth.credentials.source=USER_INFO|basic.auth.user.info=a:s3cret|"
            + "request.header.authorization=s3cret; request.header.authorization contradicts,"
            + " given by basic.auth.credentials.source",
        "bearer.auth.credentials.source=STATIC_TOKEN|bearer.auth.token=s3cret|"
            + "request.header.authorization=s3cret; request.header.authorization contradicts,"
            + " given by bearer.auth.credentials.source",
        "schema.registry.url=http://a:s3cret@one|request.header.authorization=s3cret;"
            + " request.header.authorization contradicts, given by schema.registry.url",
        "proxy.host=p; proxy.port is not",
        "proxy.port=8080; proxy.host is not",
        "schema.registry.url=https://one|proxy.host=p|proxy.port=1|"
            + "request.header.Proxy-Authorization=Basic s3cret;"
            + " jdk.http.auth.tunneling.disabledSchemes"
      })
  void refusesWhatContradictsItselfWithoutShowingSecrets(String configs, String expected) {
    Object[] pairs =
        java.util.Arrays.stream(configs.split("\\|"))
            .flatMap(pair -> java.util.Arrays.stream(pair.split("=", 2)))
            .toArray();

    assertThatThrownBy(() -> settings(pairs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(expected.split(", "))
        .hasMessageNotContaining("null")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("s3cret"));
  }

  @Test
  void refusesAHeaderThatCannotBeSentWithoutShowingIt() {
    assertThatThrownBy(() -> settings("request.header.X-Key", "s3cret\nX-Other: 1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("X-Key")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("s3cret"));
    assertThatThrownBy(
            () ->
                SchemaResolver.builder()
                    .registry(settings("request.header.Host", "s3cret"))
                    .build())
        .hasMessageContaining("Host")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("s3cret"));
  }

  @Test
  void goesThroughTheProxy() {
    assertThat(settings("proxy.host", "p", "proxy.port", "8080").proxy())
        .contains(InetSocketAddress.createUnresolved("p", 8080));
    try (EmbeddedSchemaRegistry proxy = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(
                    settings(
                        "schema.registry.url", "http://registry.invalid:8081",
                        "proxy.host", "127.0.0.1",
                        "proxy.port", proxy.port(),
                        "request.header.Proxy-Authorization", "Basic cHJveHk="))
                .build()) {
      assertThatThrownBy(() -> resolver.registry().call(SchemaRequests.types()));
      assertThat(proxy.requestCount()).isEqualTo(1);
      assertThat(proxy.requests().get(0).header("host")).contains("registry.invalid:8081");
      assertThat(proxy.requests().get(0).header("proxy-authorization")).contains("Basic cHJveHk=");
    }
  }

  /** A source of the user's own. */
  public static final class OwnSource implements BearerTokenSource, Configurable, Closeable {

    static final AtomicInteger CLOSED = new AtomicInteger();

    private String token = "";

    @Override
    public void configure(Map<String, ?> configs) {
      token = String.valueOf(configs.get("own.token"));
    }

    @Override
    public BearerToken token() {
      return BearerToken.of(token);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }
}
