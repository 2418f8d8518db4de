// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.BearerTokenSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;

/**
 * Opens a custom source of bearer tokens.
 *
 * @param type its class
 * @param configs its configuration, if it is {@code Configurable}; else empty
 */
record CustomTokens(Class<?> type, Map<String, Object> configs)
    implements Supplier<BearerTokenSource> {

  static CustomTokens of(SerdeConfig config) {
    Class<?> type = config.type(SecurityKeys.PROVIDER);
    if (type == null) {
      throw new ConfigException(
          SecurityKeys.PROVIDER
              + " is missing, which "
              + SecurityKeys.BEARER_SOURCE
              + "=CUSTOM needs; set it");
    }
    return new CustomTokens(
        type, Configurable.class.isAssignableFrom(type) ? config.originals() : Map.of());
  }

  @Override
  public BearerTokenSource get() {
    try {
      BearerTokenSource source = (BearerTokenSource) type.getDeclaredConstructor().newInstance();
      if (source instanceof Configurable configurable) {
        configurable.configure(configs);
      }
      return source;
    } catch (ReflectiveOperationException e) {
      ConfigException refused =
          new ConfigException(
              SecurityKeys.PROVIDER,
              type.getName(),
              "needs a public constructor without parameters");
      refused.initCause(e);
      throw refused;
    }
  }

  /** The class only. */
  @Override
  public String toString() {
    return "CustomTokens[" + type.getName() + "]";
  }
}
