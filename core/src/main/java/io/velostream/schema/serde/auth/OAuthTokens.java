// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.settings.TokenExchange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * Opens a source of OAuth 2 tokens with Kafka's implementation (KIP-768, KIP-1139, KIP-1258).
 *
 * @param sasl the values of Kafka's {@code sasl.*} keys
 * @param options the options of the login module: the client's identity in older configurations,
 *     and TLS for the token endpoint
 */
record OAuthTokens(Map<String, Object> sasl, Map<String, Object> options)
    implements Function<TokenExchange, BearerTokenSource> {

  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private static final Map<String, String> KAFKA_KEYS =
      Map.of(
          SecurityKeys.ISSUER, SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL,
          SecurityKeys.CLIENT_ID, SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID,
          SecurityKeys.CLIENT_SECRET, SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
          SecurityKeys.SCOPE, SaslConfigs.SASL_OAUTHBEARER_SCOPE,
          SecurityKeys.SCOPE_CLAIM, SaslConfigs.SASL_OAUTHBEARER_SCOPE_CLAIM_NAME,
          SecurityKeys.SUBJECT_CLAIM, SaslConfigs.SASL_OAUTHBEARER_SUB_CLAIM_NAME);

  /** Keys of clients that authenticate by an assertion. */
  static final Set<String> ASSERTIONS =
      Set.of(
          SaslConfigs.SASL_OAUTHBEARER_ASSERTION_FILE,
          SaslConfigs.SASL_OAUTHBEARER_ASSERTION_CLAIM_ISS);

  OAuthTokens {
    sasl = Map.copyOf(sasl);
    options = Map.copyOf(options);
  }

  /**
   * Tokens for the client that {@code bearer.auth.*} names. Time-outs, retries and assertions are
   * those of the Kafka client.
   */
  static OAuthTokens ofClient(SerdeConfig config) {
    Map<String, Object> configs = saslOf(config);
    configs.keySet().removeAll(KAFKA_KEYS.values());
    configs.put(
        SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS, DefaultJwtRetriever.class.getName());
    KAFKA_KEYS.forEach(
        (ours, kafkas) -> {
          Object value = config.value(ours);
          if (value != null) {
            configs.put(kafkas, value);
          }
        });
    require(config, SecurityKeys.ISSUER);
    if (ASSERTIONS.stream().noneMatch(configs::containsKey)) {
      require(config, SecurityKeys.CLIENT_ID);
      require(config, SecurityKeys.CLIENT_SECRET);
    }
    requireAllowed(SecurityKeys.ISSUER, configs);
    return of(config, configs, Map.of());
  }

  /** Tokens as the Kafka client itself gets them. */
  static OAuthTokens inherited(SerdeConfig config) {
    Map<String, Object> configs = saslOf(config);
    if (configs.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL) == null) {
      throw new ConfigException(
          SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL
              + " is missing, which "
              + SecurityKeys.BEARER_SOURCE
              + "=SASL_OAUTHBEARER_INHERIT needs; set it");
    }
    requireAllowed(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, configs);
    boolean isNamed =
        configs.containsKey(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID)
            || ASSERTIONS.stream().anyMatch(configs::containsKey);
    Map<String, ?> login =
        isNamed && !SaslJaas.isGiven(config.originals())
            ? Map.of()
            : SaslJaas.of(config.originals()).options();
    return of(config, configs, login);
  }

  @Override
  public BearerTokenSource apply(TokenExchange exchange) {
    return KafkaTokenSource.open(
        sasl,
        List.of(
            new AppConfigurationEntry(
                OAuthBearerLoginModule.class.getName(),
                AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                options)),
        exchange);
  }

  private static OAuthTokens of(
      SerdeConfig config, Map<String, Object> configs, Map<String, ?> login) {
    configs.putIfAbsent(
        SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, config.number(SerdeKeys.CONNECT_TIMEOUT));
    configs.putIfAbsent(
        SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, config.number(SerdeKeys.READ_TIMEOUT));
    // Kafka's default validator also serves brokers, and needs a library that clients lack.
    configs.putIfAbsent(
        SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, ClientJwtValidator.class.getName());
    Map<String, Object> sasl = new ConfigDef().withClientSaslSupport().parse(configs);
    sasl.values().removeIf(value -> value == null);
    Map<String, Object> options = new HashMap<>();
    if (config.hasTls()) {
      options.putAll(RegistryTls.of(config).forTokenEndpoint());
    }
    options.putAll(login);
    return new OAuthTokens(sasl, options);
  }

  private static Map<String, Object> saslOf(SerdeConfig config) {
    Map<String, Object> sasl = new HashMap<>();
    config
        .originals()
        .forEach(
            (key, value) -> {
              if (value != null && (key.startsWith("sasl.oauthbearer.") || isLogin(key))) {
                sasl.put(key, config.originals().get(key));
              }
            });
    return sasl;
  }

  private static boolean isLogin(String key) {
    return key.startsWith("sasl.login.") && !key.endsWith(".class");
  }

  private static void require(SerdeConfig config, String key) {
    String value = config.text(key);
    if (value == null || value.isBlank()) {
      throw new ConfigException(
          key + " is missing, which " + SecurityKeys.BEARER_SOURCE + "=OAUTHBEARER needs; set it");
    }
  }

  /**
   * Kafka requires the URLs of token endpoints in a system property (KIP-1139); this fails early.
   */
  private static void requireAllowed(String key, Map<String, Object> configs) {
    String url =
        String.valueOf(configs.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)).trim();
    if (url.contains("@") || url.contains("?")) {
      throw new ConfigException(
          key + " may hold neither credentials nor a query (its value is not shown here)");
    }
    if (Arrays.stream(System.getProperty(ALLOWED_URLS, "").split(","))
        .map(String::trim)
        .noneMatch(url::equals)) {
      throw new ConfigException(
          key, url, "is not allowed in this JVM; start it with -D" + ALLOWED_URLS + "=" + url);
    }
  }

  /** The endpoint only; the rest may be secret. */
  @Override
  public String toString() {
    return "OAuthTokens[" + sasl.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL) + "]";
  }
}
