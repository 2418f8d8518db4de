// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.registry.Certificates;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.TokenRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.oauthbearer.ClientCredentialsJwtRetriever;
import org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever;
import org.apache.kafka.common.security.oauthbearer.FileJwtRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the keys of OAuth 2: Kafka's own keys, options and requests for tokens. */
class OAuthKeysTest {

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String ENDPOINT = "http://localhost:1/token";
  private static final String KAFKA_ENDPOINT = "sasl.oauthbearer.token.endpoint.url";
  private static final String CLIENT_ID = "sasl.oauthbearer.client.credentials.client.id";
  private static final String CLIENT_SECRET = "sasl.oauthbearer.client.credentials.client.secret";
  private static final String ASSERTION = "sasl.oauthbearer.assertion.file";
  private static final String JAAS =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
          + " clientId=\"jaas-me\" clientSecret=\"jaas-s3cret\";";

  private final Map<String, Object> configs = new HashMap<>();
  @TempDir Path folder;

  OAuthKeysTest() {
    System.setProperty(ALLOWED, "https://other/token, " + ENDPOINT);
  }

  @AfterEach
  void forbid() {
    System.clearProperty(ALLOWED);
  }

  private SerdeConfig config() {
    return SerdeConfig.forDeserializer(configs, false, new ConfigDef());
  }

  private void client() {
    configs.put("bearer.auth.credentials.source", "OAUTHBEARER");
    configs.put("bearer.auth.issuer.endpoint.url", ENDPOINT);
    configs.put("bearer.auth.client.id", "me");
    configs.put("bearer.auth.client.secret", "s3cret");
  }

  private void inheriting() {
    configs.put("bearer.auth.credentials.source", "SASL_OAUTHBEARER_INHERIT");
    configs.put(KAFKA_ENDPOINT, ENDPOINT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer.auth.issuer.endpoint.url",
        "bearer.auth.client.id",
        "bearer.auth.client.secret"
      })
  void namesTheKeyOfTheClientThatIsMissing(String key) {
    client();
    configs.remove(key);

    assertThatThrownBy(() -> OAuthTokens.ofClient(config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " is missing");
  }

  @Test
  void needsNoSecretWithAnAssertion() {
    client();
    configs.remove("bearer.auth.client.id");
    configs.remove("bearer.auth.client.secret");
    configs.put(ASSERTION, "/some/assertion");

    assertThat(OAuthTokens.ofClient(config()).sasl())
        .containsEntry(ASSERTION, "/some/assertion")
        .doesNotContainKey(CLIENT_ID);
  }

  @Test
  void takesTheClientFromItsOwnKeysAndTheRestFromKafkas() {
    client();
    configs.put(CLIENT_ID, "kafkas");
    configs.put(KAFKA_ENDPOINT, "https://other/token");
    configs.put("sasl.login.read.timeout.ms", "77");
    configs.put("sasl.login.class", "no.such.Login");
    configs.put("sasl.mechanism", "PLAIN");

    OAuthTokens tokens = OAuthTokens.ofClient(config());

    assertThat(tokens.sasl())
        .containsEntry(CLIENT_ID, "me")
        .containsEntry(CLIENT_SECRET, new Password("s3cret"))
        .containsEntry(KAFKA_ENDPOINT, ENDPOINT)
        .containsEntry("sasl.login.read.timeout.ms", 77)
        .containsEntry("sasl.oauthbearer.jwt.retriever.class", DefaultJwtRetriever.class)
        .doesNotContainKey("sasl.login.class")
        .doesNotContainEntry("sasl.mechanism", "PLAIN");
    assertThat((Integer) tokens.sasl().get("sasl.login.connect.timeout.ms")).isPositive();
    assertThat(tokens.options()).isEmpty();
    assertThat(tokens).hasToString("OAuthTokens[" + ENDPOINT + "]");
  }

  @Test
  void givesTheTokenEndpointTheTlsOfTheRegistry() {
    client();
    configs.put("schema.registry.ssl.truststore.location", "/some/store");
    configs.put(
        "schema.registry.ssl.engine.factory.class",
        RegistryTlsTest.CountingFactory.class.getName());

    assertThat(OAuthTokens.ofClient(config()).options())
        .containsEntry("ssl.truststore.location", "/some/store")
        .doesNotContainKey("ssl.engine.factory.class");
  }

  @Test
  void inheritsTheLoginOfTheKafkaClient() {
    inheriting();
    configs.put("sasl.jaas.config", JAAS);

    assertThat(OAuthTokens.inherited(config()).options()).containsEntry("clientId", "jaas-me");
    configs.put(CLIENT_ID, "me");
    assertThat(OAuthTokens.inherited(config()).options()).containsEntry("clientId", "jaas-me");
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT_ID, ASSERTION, "sasl.oauthbearer.assertion.claim.iss"})
  void inheritsAClientThatIsNamedWithoutALogin(String key) {
    inheriting();
    configs.put(key, "me");

    OAuthTokens tokens = OAuthTokens.inherited(config());
    assertThat(tokens.options()).isEmpty();
    assertThat(tokens.sasl()).containsEntry(key, "me");
  }

  @Test
  void saysWhatIsMissingToInherit() {
    inheriting();
    assertThatThrownBy(() -> OAuthTokens.inherited(config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sasl.jaas.config is missing");
    configs.put(KAFKA_ENDPOINT, "http://localhost:2/token");
    assertThatThrownBy(() -> OAuthTokens.inherited(config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http://localhost:2/token")
        .hasMessageContaining("is not allowed in this JVM");
    configs.remove(KAFKA_ENDPOINT);
    assertThatThrownBy(() -> OAuthTokens.inherited(config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(KAFKA_ENDPOINT + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me:s3cret@localhost:1/token", "http://localhost:1/token?k=s3cret"})
  void refusesSecretsInTheUrlOfTheEndpointWithoutShowingThem(String url) {
    System.setProperty(ALLOWED, url);
    client();
    configs.put("bearer.auth.issuer.endpoint.url", url);

    assertThatThrownBy(() -> OAuthTokens.ofClient(config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("may hold neither credentials nor a query")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/token, true",
    "' HTTPS://host/token', true",
    "file:///token, false",
    "ftp://host/token, false",
  })
  void asksByHttpAlone(String url, boolean isFor) {
    Map<String, Object> sasl = new HashMap<>();
    sasl.put(KAFKA_ENDPOINT, url);
    assertThat(ClientSecretRequest.isFor(sasl)).isFalse();
    for (Class<?> type :
        new Class<?>[] {DefaultJwtRetriever.class, ClientCredentialsJwtRetriever.class}) {
      sasl.put("sasl.oauthbearer.jwt.retriever.class", type);
      assertThat(ClientSecretRequest.isFor(sasl)).isEqualTo(isFor);
    }
    sasl.put(ASSERTION, "/some/assertion");
    assertThat(ClientSecretRequest.isFor(sasl)).isFalse();
    sasl.remove(ASSERTION);
    sasl.put("sasl.oauthbearer.jwt.retriever.class", FileJwtRetriever.class);
    assertThat(ClientSecretRequest.isFor(sasl)).isFalse();
  }

  private static String basicOf(TokenRequest request) {
    String header = request.headers().get("Authorization");
    assertThat(header).startsWith("Basic ");
    return new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
  }

  @Test
  void sendsWhatTheOptionsOfTheLoginSayWhereTheKeysDoNot() {
    Map<String, Object> sasl = new HashMap<>(Map.of(KAFKA_ENDPOINT, " " + ENDPOINT + " "));
    Map<String, String> options =
        Map.of("clientId", " m/e ", "clientSecret", "s3/cret", "scope", "a b");

    TokenRequest request = ClientSecretRequest.of(sasl, options);
    assertThat(request.endpoint()).hasToString(ENDPOINT);
    assertThat(basicOf(request)).isEqualTo("m/e:s3/cret");
    assertThat(request.body()).isEqualTo("grant_type=client_credentials&scope=a+b");
    assertThat(request.tls()).isNull();
    assertThat(request.timeouts())
        .isEqualTo(
            new TokenRequest.Timeouts(
                Duration.ZERO, Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(10)));
    assertThat(request.secrets()).contains("s3/cret", "s3%2Fcret", "m/e:s3/cret");

    sasl.put("sasl.oauthbearer.header.urlencode", true);
    sasl.put(CLIENT_ID, "y/ou");
    sasl.put(CLIENT_SECRET, new Password("s/4"));
    sasl.put("sasl.oauthbearer.scope", " ");
    sasl.put("sasl.login.connect.timeout.ms", 5);
    request = ClientSecretRequest.of(sasl, options);
    assertThat(basicOf(request)).isEqualTo("y%2Fou:s%2F4");
    assertThat(request.body()).isEqualTo("grant_type=client_credentials");
    assertThat(request.timeouts().connect()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void namesBothPlacesOfAMissingSecret() {
    assertThatThrownBy(
            () ->
                ClientSecretRequest.of(Map.of(KAFKA_ENDPOINT, ENDPOINT), Map.of("clientId", "me")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(CLIENT_SECRET)
        .hasMessageContaining("option clientSecret of sasl.jaas.config");
    assertThatThrownBy(() -> ClientSecretRequest.of(Map.of(KAFKA_ENDPOINT, "http://a b"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is no URL");
  }

  @Test
  void usesTlsOfTheOptionsForHttps() {
    Path store = Certificates.write(new Certificates().trustStore(), folder.resolve("trust.p12"));
    Map<String, Object> sasl =
        Map.of(KAFKA_ENDPOINT, "HTTPS://host/token", CLIENT_ID, "me", CLIENT_SECRET, "s3cret");
    Map<String, Object> options = new HashMap<>();
    options.put("ssl.truststore.location", store.toString());
    options.put("ssl.truststore.type", "PKCS12");
    options.put("ssl.truststore.password", new Password(Certificates.PASSWORD));

    assertThat(ClientSecretRequest.of(sasl, options).tls()).isNotNull();
    options.put("ssl.truststore.location", folder.resolve("none").toString());
    assertThatThrownBy(() -> ClientSecretRequest.of(sasl, options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TLS for the token endpoint cannot be used")
        .cause()
        .isNotNull();
  }
}
