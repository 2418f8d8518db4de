// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SecurityKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with Kafka's engine factory, or a custom one, configured by {@code schema.registry.ssl.*}.
 *
 * @param values the values of Kafka's {@code ssl.*} keys
 */
record RegistryTls(Map<String, Object> values) implements Tls {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTls.class);

  private static final List<String> FILES =
      List.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);

  RegistryTls {
    values = Map.copyOf(values);
  }

  static RegistryTls of(SerdeConfig config) {
    Map<String, Object> values = new HashMap<>();
    for (String name : SecurityKeys.ssl().names()) {
      Object value = config.value(SecurityKeys.PREFIX + name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new RegistryTls(values);
  }

  /** The values for the token endpoint, for which Kafka always uses its default factory. */
  Map<String, Object> forTokenEndpoint() {
    Map<String, Object> others = new HashMap<>(values);
    others.remove(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
    return others;
  }

  /**
   * Creates a context from the current stores.
   *
   * @throws ConfigException when they cannot be read, or contradict each other
   */
  @Override
  public SSLContext context() {
    SslEngineFactory factory = newFactory();
    try {
      factory.configure(values);
    } catch (KafkaException e) {
      ConfigException refused =
          new ConfigException(SecurityKeys.PREFIX + "ssl.* cannot be used: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    if (identification().isEmpty()) {
      LOG.warn(
          "{} is empty: certificates of the schema registry are not checked for its host name",
          SecurityKeys.PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    }
    return new KafkaSslContext(factory, identification());
  }

  @Override
  public SSLParameters parameters(SSLContext context) {
    return context.createSSLEngine().getSSLParameters();
  }

  @Override
  public Object state() {
    List<Object> state = new ArrayList<>();
    for (String key : FILES) {
      if (values.get(key) instanceof String location) {
        state.add(stateOf(Path.of(location)));
      }
    }
    return state;
  }

  private static List<Object> stateOf(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = now.fileKey();
      return List.of(file, now.lastModifiedTime(), now.size(), key == null ? "" : key);
    } catch (IOException e) {
      return List.of(file, "not readable");
    }
  }

  private String identification() {
    Object algorithm = values.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    return algorithm == null ? "" : algorithm.toString().trim();
  }

  private SslEngineFactory newFactory() {
    Object type = values.get(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
    if (type == null) {
      return new DefaultSslEngineFactory();
    }
    try {
      return (SslEngineFactory) ((Class<?>) type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      ConfigException refused =
          new ConfigException(
              SecurityKeys.PREFIX + SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
              ((Class<?>) type).getName(),
              "must implement " + SslEngineFactory.class.getName());
      refused.initCause(e);
      throw refused;
    }
  }

  /** The stores only. */
  @Override
  public String toString() {
    return "RegistryTls[keystore="
        + values.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
        + ", truststore="
        + values.get(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
        + "]";
  }
}
