// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SecurityKeys.BasicSource;
import io.velostream.schema.serde.config.SecurityKeys.BearerSource;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.kafka.KafkaVersion;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Reads credentials, TLS and proxy from a configuration. Contradictory settings are refused with a
 * message that names keys, and never a secret.
 */
public final class AccessSettings {

  private static final Set<String> BEARER_HEADER_KEYS =
      Set.of(SecurityKeys.LOGICAL_CLUSTER, SecurityKeys.IDENTITY_POOL);

  private static final Map<BearerSource, Set<String>> KEYS_BY_SOURCE =
      new EnumMap<>(
          Map.of(
              BearerSource.STATIC_TOKEN,
              Set.of(SecurityKeys.TOKEN),
              BearerSource.OAUTHBEARER,
              Set.of(
                  SecurityKeys.ISSUER,
                  SecurityKeys.CLIENT_ID,
                  SecurityKeys.CLIENT_SECRET,
                  SecurityKeys.SCOPE),
              BearerSource.SASL_OAUTHBEARER_INHERIT,
              Set.of(),
              BearerSource.CUSTOM,
              Set.of(SecurityKeys.PROVIDER)));

  private final SerdeConfig config;
  private final RegistryUrls urls;

  private AccessSettings(SerdeConfig config, RegistryUrls urls) {
    this.config = config;
    this.urls = urls;
  }

  /**
   * Adds the settings of a configuration to the builder.
   *
   * @throws ConfigException if settings contradict each other, or one is missing
   */
  public static void apply(
      SerdeConfig config, RegistryUrls urls, RegistrySettings.Builder builder) {
    AccessSettings access = new AccessSettings(config, urls);
    Credentials credentials = access.credentials();
    builder.credentials(credentials);
    access.refuseSecondAuthorization(credentials);
    access.addBearerHeaders(builder);
    access.addTls(builder);
    access.addProxy(builder);
  }

  private Credentials credentials() {
    BasicSource basic = enumValue(BasicSource.class, SecurityKeys.BASIC_SOURCE);
    BearerSource bearer = enumValue(BearerSource.class, SecurityKeys.BEARER_SOURCE);
    refuseUnusedKeys(basic, bearer);
    if (bearer != null) {
      return bearer(bearer);
    }
    if (basic == BasicSource.USER_INFO) {
      return UserInfo.parse(SecurityKeys.USER_INFO, required(SecurityKeys.USER_INFO));
    }
    if (basic == BasicSource.SASL_INHERIT) {
      return SaslJaas.of(config.originals()).basic();
    }
    return urls.credentials();
  }

  private Credentials bearer(BearerSource source) {
    if (source == BearerSource.OAUTHBEARER || source == BearerSource.SASL_OAUTHBEARER_INHERIT) {
      KafkaVersion.requireTokenRetrievers(SecurityKeys.BEARER_SOURCE, source);
    }
    return switch (source) {
      case STATIC_TOKEN -> Credentials.bearer(required(SecurityKeys.TOKEN).trim());
      case OAUTHBEARER -> Credentials.exchanged(OAuthTokens.ofClient(config));
      case SASL_OAUTHBEARER_INHERIT -> Credentials.exchanged(OAuthTokens.inherited(config));
      case CUSTOM -> Credentials.tokens(CustomTokens.of(config));
    };
  }

  private void refuseUnusedKeys(@Nullable BasicSource basic, @Nullable BearerSource bearer) {
    if (basic != null && bearer != null) {
      throw new ConfigException(
          SecurityKeys.BASIC_SOURCE
              + "="
              + basic
              + " contradicts "
              + SecurityKeys.BEARER_SOURCE
              + "="
              + bearer
              + "; give one of them");
    }
    if (basic != BasicSource.USER_INFO && isSet(SecurityKeys.USER_INFO)) {
      throw unusedKey(
          SecurityKeys.USER_INFO, SecurityKeys.BASIC_SOURCE, basic, BasicSource.USER_INFO);
    }
    KEYS_BY_SOURCE.forEach(
        (source, keys) ->
            keys.stream()
                .sorted()
                .filter(key -> source != bearer && isSet(key))
                .forEach(
                    key -> {
                      throw unusedKey(key, SecurityKeys.BEARER_SOURCE, bearer, source);
                    }));
    boolean usesUrlCredentials = bearer == null && (basic == null || basic == BasicSource.URL);
    if (!urls.isAnonymous() && !usesUrlCredentials) {
      throw new ConfigException(
          SerdeKeys.URL
              + " holds a user and password, which contradicts "
              + (basic == null
                  ? SecurityKeys.BEARER_SOURCE + "=" + bearer
                  : SecurityKeys.BASIC_SOURCE + "=" + basic)
              + "; give one of them");
    }
    if (urls.isAnonymous() && basic == BasicSource.URL) {
      throw new ConfigException(
          SecurityKeys.BASIC_SOURCE + "=URL, but " + SerdeKeys.URL + " holds no user and password");
    }
  }

  private static ConfigException unusedKey(
      String key, String sourceKey, @Nullable Object source, Object wanted) {
    return new ConfigException(
        key
            + " has no effect "
            + (source == null ? "without " : "with ")
            + sourceKey
            + (source == null ? "" : "=" + source)
            + "; set "
            + sourceKey
            + "="
            + wanted
            + ", or remove the key");
  }

  private void refuseSecondAuthorization(Credentials credentials) {
    if (credentials instanceof Credentials.None) {
      return;
    }
    for (String header : config.requestHeaders().keySet()) {
      if (header.equalsIgnoreCase("Authorization")) {
        throw new ConfigException(
            SerdeKeys.REQUEST_HEADER_PREFIX
                + header
                + " contradicts the credentials given by "
                + (isSet(SecurityKeys.BEARER_SOURCE)
                    ? SecurityKeys.BEARER_SOURCE
                    : isSet(SecurityKeys.BASIC_SOURCE) ? SecurityKeys.BASIC_SOURCE : SerdeKeys.URL)
                + "; give one of them");
      }
    }
  }

  private void addBearerHeaders(RegistrySettings.Builder builder) {
    BearerSource source = enumValue(BearerSource.class, SecurityKeys.BEARER_SOURCE);
    if (source == null) {
      for (String key : BEARER_HEADER_KEYS) {
        if (isSet(key)) {
          throw new ConfigException(
              key + " has no effect without " + SecurityKeys.BEARER_SOURCE + "; remove the key");
        }
      }
      return;
    }
    String cluster = config.text(SecurityKeys.LOGICAL_CLUSTER);
    String pool = config.text(SecurityKeys.IDENTITY_POOL);
    if (source == BearerSource.SASL_OAUTHBEARER_INHERIT && SaslJaas.isGiven(config.originals())) {
      SaslJaas jaas = SaslJaas.of(config.originals());
      cluster = cluster != null ? cluster : jaas.option("extension_logicalCluster");
      pool = pool != null ? pool : jaas.option("extension_identityPoolId");
    }
    if (cluster != null) {
      builder.header("target-sr-cluster", cluster);
    }
    if (pool != null) {
      builder.header("Confluent-Identity-Pool-Id", pool);
    }
  }

  private void addTls(RegistrySettings.Builder builder) {
    if (config.hasTls()) {
      builder.tls(RegistryTls.of(config));
    }
  }

  private void addProxy(RegistrySettings.Builder builder) {
    String host = config.text(SecurityKeys.PROXY_HOST);
    int port = config.number(SecurityKeys.PROXY_PORT);
    boolean hasHost = host != null && !host.isBlank();
    if (hasHost != port > 0) {
      throw new ConfigException(
          hasHost
              ? SecurityKeys.PROXY_HOST + " is set, but " + SecurityKeys.PROXY_PORT + " is not"
              : SecurityKeys.PROXY_PORT + " is set, but " + SecurityKeys.PROXY_HOST + " is not");
    }
    if (host != null && hasHost) {
      builder.proxy(host.trim(), port);
    }
    refuseDisabledProxyScheme();
  }

  /** By default the JDK drops Basic credentials for a proxy on TLS tunnels. */
  private void refuseDisabledProxyScheme() {
    String property = "jdk.http.auth.tunneling.disabledSchemes";
    List<String> disabled = Arrays.asList(System.getProperty(property, "Basic").split("\\s*,\\s*"));
    boolean isTunnel = urls.urls().stream().anyMatch(url -> "https".equals(url.getScheme()));
    config
        .requestHeaders()
        .forEach(
            (header, value) -> {
              String scheme = value.strip().split("\\s", 2)[0];
              if (isTunnel
                  && header.equalsIgnoreCase("Proxy-Authorization")
                  && disabled.stream().anyMatch(scheme::equalsIgnoreCase)) {
                throw new ConfigException(
                    SerdeKeys.REQUEST_HEADER_PREFIX
                        + header
                        + " would not be sent: the JVM refuses this scheme for https through a"
                        + " proxy; start it with -D"
                        + property
                        + "=");
              }
            });
  }

  private <E extends Enum<E>> @Nullable E enumValue(Class<E> choices, String key) {
    String name = config.text(key);
    return name == null || name.isBlank() ? null : Enum.valueOf(choices, name.trim());
  }

  private boolean isSet(String key) {
    Object value = config.value(key);
    return value != null
        && (value instanceof Class<?> || !String.valueOf(config.text(key)).isBlank());
  }

  private String required(String key) {
    String value = config.text(key);
    if (value == null || value.isBlank()) {
      throw new ConfigException(
          key + " is missing, which the chosen credentials source needs; set it");
    }
    return value;
  }
}
