// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.settings.Credentials;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/** The JAAS login of the Kafka client: {@code sasl.jaas.config}, or the JVM's KafkaClient. */
final class SaslJaas {

  private static final String KEY = SaslConfigs.SASL_JAAS_CONFIG;

  private final AppConfigurationEntry entry;

  private SaslJaas(AppConfigurationEntry entry) {
    this.entry = entry;
  }

  /** Whether the configuration has a login of its own. */
  static boolean isGiven(Map<String, ?> configs) {
    return configs.get(KEY) != null;
  }

  /**
   * The login that a Kafka client with this configuration uses.
   *
   * @throws ConfigException when there is none, or it cannot be read. The parser's message is
   *     omitted, since it may hold a part of a password
   */
  static SaslJaas of(Map<String, ?> configs) {
    Object text = configs.get(KEY);
    AppConfigurationEntry entry = entry(text);
    if (entry != null) {
      return new SaslJaas(entry);
    }
    if (text == null) {
      throw new ConfigException(
          KEY
              + " is missing, and the JVM has no login for KafkaClient; set one of them, or choose"
              + " another source of credentials for the registry");
    }
    throw new ConfigException(
        KEY
            + " cannot be read (its value is not shown here); it must hold one login module that"
            + " the JVM allows, closed by a semicolon");
  }

  private static @Nullable AppConfigurationEntry entry(@Nullable Object text) {
    Map<String, Object> configs =
        text == null
            ? Map.of()
            : Map.of(KEY, text instanceof Password ? text : new Password(text.toString()));
    try {
      return JaasContext.loadClientContext(configs).configurationEntries().get(0);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * The user and password of the login.
   *
   * @throws ConfigException when it has none, as with Kerberos
   */
  Credentials.Basic basic() {
    String user = option("username");
    String password = option("password");
    if (user == null || password == null) {
      throw new ConfigException(
          SecurityKeys.BASIC_SOURCE
              + "=SASL_INHERIT, but "
              + KEY
              + " holds no username and password; choose another source");
    }
    return new Credentials.Basic(user, password);
  }

  /** The value of an option of the login module; null when it has none. */
  @Nullable String option(String name) {
    Object value = entry.getOptions().get(name);
    return value == null ? null : value.toString();
  }

  /** All options of the login module. */
  Map<String, ?> options() {
    return entry.getOptions();
  }
}
