// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.file.KeyNames;
import io.velostream.schema.settings.BearerTokenSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The keys of credentials, TLS and proxy. */
public final class SecurityKeys {

  public static final String BASIC_SOURCE = "basic.auth.credentials.source";
  public static final String USER_INFO = "basic.auth.user.info";

  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  public static final String TOKEN = "bearer.auth.token";
  public static final String ISSUER = "bearer.auth.issuer.endpoint.url";
  public static final String CLIENT_ID = "bearer.auth.client.id";
  public static final String CLIENT_SECRET = "bearer.auth.client.secret";
  public static final String SCOPE = "bearer.auth.scope";
  public static final String SCOPE_CLAIM = "bearer.auth.scope.claim.name";
  public static final String SUBJECT_CLAIM = "bearer.auth.sub.claim.name";
  public static final String LOGICAL_CLUSTER = "bearer.auth.logical.cluster";
  public static final String IDENTITY_POOL = "bearer.auth.identity.pool.id";
  public static final String PROVIDER = "bearer.auth.custom.provider.class";

  public static final String PROXY_HOST = "proxy.host";
  public static final String PROXY_PORT = "proxy.port";

  /** The prefix of Kafka's {@code ssl.*} keys; it is optional for the others. */
  public static final String PREFIX = "schema.registry.";

  private static final String SSL = "ssl.";

  private SecurityKeys() {}

  static void define(ConfigDef keys) {
    defineBasic(keys);
    defineBearer(keys);
    defineOAuth(keys);
    defineTls(keys);
    keys.define(PROXY_HOST, ConfigDef.Type.STRING, null, Importance.LOW, "Host of the HTTP proxy.")
        .define(
            PROXY_PORT,
            ConfigDef.Type.INT,
            -1,
            ConfigDef.Range.between(-1, 65_535),
            Importance.LOW,
            "Port of the HTTP proxy, or -1 for none.");
  }

  private static void defineBasic(ConfigDef keys) {
    keys.define(
            BASIC_SOURCE,
            ConfigDef.Type.STRING,
            null,
            optional(BasicSource.class),
            Importance.MEDIUM,
            "The source of user and password for the registry: URL (in schema.registry.url;"
                + " also without this key), USER_INFO (basic.auth.user.info) or"
                + " SASL_INHERIT (sasl.jaas.config).")
        .define(
            USER_INFO,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "User and password for the registry, as user:password; needs"
                + " basic.auth.credentials.source=USER_INFO.");
  }

  private static void defineBearer(ConfigDef keys) {
    keys.define(
            BEARER_SOURCE,
            ConfigDef.Type.STRING,
            null,
            optional(BearerSource.class),
            Importance.MEDIUM,
            "The source of the bearer token for the registry: STATIC_TOKEN"
                + " (bearer.auth.token), OAUTHBEARER (client credentials at"
                + " bearer.auth.issuer.endpoint.url), SASL_OAUTHBEARER_INHERIT (the Kafka"
                + " client's own settings, sasl.oauthbearer.*) or CUSTOM"
                + " (bearer.auth.custom.provider.class).")
        .define(
            TOKEN,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The bearer token for STATIC_TOKEN.")
        .define(
            PROVIDER,
            ConfigDef.Type.CLASS,
            null,
            CommonKeys.ofType(BearerTokenSource.class),
            Importance.LOW,
            "The class that supplies bearer tokens for CUSTOM; it may be Configurable and"
                + " Closeable.")
        .define(
            LOGICAL_CLUSTER,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The registry's logical cluster, sent with a bearer token as header"
                + " target-sr-cluster.")
        .define(
            IDENTITY_POOL,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The identity pool, sent with a bearer token as header Confluent-Identity-Pool-Id.");
  }

  private static void defineOAuth(ConfigDef keys) {
    keys.define(
            ISSUER,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The token endpoint for OAUTHBEARER; the JVM must allow it with the system property"
                + " org.apache.kafka.sasl.oauthbearer.allowed.urls.")
        .define(
            CLIENT_ID,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The client id for OAUTHBEARER.")
        .define(
            CLIENT_SECRET,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The client secret for OAUTHBEARER.")
        .define(
            SCOPE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The scope that OAUTHBEARER requests.")
        .define(
            SCOPE_CLAIM,
            ConfigDef.Type.STRING,
            "scope",
            Importance.LOW,
            "The claim of the token that contains its scope, for OAUTHBEARER.")
        .define(
            SUBJECT_CLAIM,
            ConfigDef.Type.STRING,
            "sub",
            Importance.LOW,
            "The claim of the token that contains its subject, for OAUTHBEARER.");
  }

  private static void defineTls(ConfigDef keys) {
    ssl()
        .configKeys()
        .forEach(
            (name, key) ->
                keys.define(
                    PREFIX + name,
                    key.type,
                    key.defaultValue,
                    key.validator,
                    key.importance,
                    "Kafka's " + name + ", for connections to the registry."));
  }

  /** Kafka's own {@code ssl.*} keys for clients. */
  public static ConfigDef ssl() {
    return new ConfigDef().withClientSslSupport();
  }

  /** Whether this is a TLS key of this library. */
  static boolean isTls(String key) {
    return key.startsWith(PREFIX + SSL);
  }

  /**
   * Returns the configuration with keys such as {@code schema.registry.basic.auth.*} renamed to
   * their short names.
   *
   * @throws ConfigException naming both keys, if both names of a key have different values
   */
  static Map<String, Object> withShortNames(Map<String, ?> configs, ConfigDef keys) {
    Map<String, Object> renamed = new HashMap<>(configs);
    for (String key : new TreeSet<>(configs.keySet())) {
      String name = KeyNames.shortName(key);
      if (name != null && keys.names().contains(name)) {
        Object value = renamed.remove(key);
        Object other = renamed.put(name, value);
        if (other != null && !Objects.equals(plain(other), plain(value))) {
          throw new ConfigException(key + " and " + name + " have different values; give one");
        }
      }
    }
    return renamed;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Password password
        ? password.value()
        : value == null ? null : value.toString();
  }

  /** Accepts the names of an enum, and null. */
  private static <E extends Enum<E>> ConfigDef.Validator optional(Class<E> choices) {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          if (value != null && !value.toString().isBlank()) {
            requireOne(key, value.toString(), choices);
          }
        },
        () -> names(choices));
  }

  private static <E extends Enum<E>> void requireOne(String key, String value, Class<E> choices) {
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equals(value.trim())) {
        return;
      }
    }
    throw new ConfigException(key, value, "must be one of " + names(choices));
  }

  private static <E extends Enum<E>> String names(Class<E> choices) {
    return Arrays.toString(choices.getEnumConstants());
  }

  /** The source of user and password. */
  public enum BasicSource {
    URL,
    USER_INFO,
    SASL_INHERIT
  }

  /** The source of the bearer token. */
  public enum BearerSource {
    STATIC_TOKEN,
    OAUTHBEARER,
    SASL_OAUTHBEARER_INHERIT,
    CUSTOM
  }
}
