// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.settings.TokenRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Creates the token request of a client with a secret, from Kafka's keys and as Kafka sends it. */
final class ClientSecretRequest {

  /** Kafka's retrievers that send this request. */
  private static final Set<String> RETRIEVERS =
      Set.of(
          "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever",
          "org.apache.kafka.common.security.oauthbearer.ClientCredentialsJwtRetriever");

  private static final String URL_ENCODES = "sasl.oauthbearer.header.urlencode";

  private final Map<String, Object> sasl;
  private final Map<String, ?> options;

  private ClientSecretRequest(Map<String, Object> sasl, Map<String, ?> options) {
    this.sasl = sasl;
    this.options = options;
  }

  /**
   * Whether the configuration uses a client secret, and not a file, an assertion or a custom class.
   */
  static boolean isFor(Map<String, Object> sasl) {
    Object retriever = sasl.get(SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS);
    String url =
        String.valueOf(sasl.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL))
            .trim()
            .toLowerCase(Locale.ROOT);
    return retriever instanceof Class<?> type
        && RETRIEVERS.contains(type.getName())
        && (url.startsWith("http:") || url.startsWith("https:"))
        && OAuthTokens.ASSERTIONS.stream().noneMatch(sasl::containsKey);
  }

  /**
   * The request.
   *
   * @throws ConfigException if a required value is missing or invalid
   */
  static TokenRequest of(Map<String, Object> sasl, Map<String, ?> options) {
    return new ClientSecretRequest(sasl, options).request();
  }

  private TokenRequest request() {
    URI endpoint = endpoint();
    String id = required(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, "clientId");
    String secret =
        required(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET, "clientSecret");
    String scope = text(SaslConfigs.SASL_OAUTHBEARER_SCOPE, "scope");
    String both =
        Boolean.parseBoolean(String.valueOf(sasl.get(URL_ENCODES)))
            ? encoded(id) + ":" + encoded(secret)
            : id + ":" + secret;
    String basic = Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    return new TokenRequest(
        endpoint,
        Map.of(
            "Accept", "application/json",
            "Authorization", "Basic " + basic,
            "Cache-Control", "no-cache",
            "Content-Type", "application/x-www-form-urlencoded"),
        "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + encoded(scope)),
        "https".equalsIgnoreCase(endpoint.getScheme()) ? tls() : null,
        timeouts(),
        List.of(secret, both, basic, encoded(secret)));
  }

  private URI endpoint() {
    String key = SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL;
    try {
      return URI.create(String.valueOf(sasl.get(key)).trim());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, sasl.get(key), "is no URL");
    }
  }

  private TokenRequest.Timeouts timeouts() {
    return new TokenRequest.Timeouts(
        time(SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, 0),
        time(SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, 0),
        time(SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MS, 100),
        time(SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MAX_MS, 10_000));
  }

  private Duration time(String key, long otherwise) {
    return Duration.ofMillis(
        sasl.get(key) instanceof Number millis ? millis.longValue() : otherwise);
  }

  /** TLS from the login's options, where Kafka looks for it. */
  private SSLSocketFactory tls() {
    Map<String, Object> values = new ConfigDef().withClientSslSupport().parse(options);
    DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
    try {
      factory.configure(values);
      return factory.sslContext().getSocketFactory();
    } catch (KafkaException e) {
      ConfigException refused =
          new ConfigException("TLS for the token endpoint cannot be used: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  private String required(String key, String option) {
    String value = text(key, option);
    if (value == null) {
      throw new ConfigException(
          key
              + " is missing, and so is the option "
              + option
              + " of "
              + SaslConfigs.SASL_JAAS_CONFIG
              + "; set one of them");
    }
    return value;
  }

  private @Nullable String text(String key, String option) {
    Object configuredValue = sasl.containsKey(key) ? sasl.get(key) : options.get(option);
    String text =
        configuredValue instanceof Password secret
            ? secret.value()
            : String.valueOf(configuredValue);
    return configuredValue == null || text.isBlank() ? null : text.strip();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
