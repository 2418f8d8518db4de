// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.RegistrySettings;
import java.util.Map;

/**
 * Gives programs access to the resolver of a Kafka configuration: to its schemas, counters, health
 * and events. Safe for use by many threads.
 */
public final class SchemaResolvers {

  private SchemaResolvers() {}

  /**
   * Leases the resolver that all serializers, deserializers and programs of this JVM with equal
   * connection settings share. It is created if there is none, and closed with the last lease. Keys
   * that are not about the connection, as {@code auto.register.schemas}, make no difference.
   *
   * @param configs what Kafka's clients are configured with; see {@link SerdeConfig#sharedKeys()}
   * @return the lease, which the caller must close; the resolver itself must not be closed
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  public static ResolverLease shared(Map<String, ?> configs) {
    SerdeConfig config = SerdeConfig.forProgram(configs);
    return config.locating(() -> SharedResolvers.global().acquire(ConnectionSettings.of(config)));
  }

  /**
   * Reads the registry settings of a configuration, with credentials, TLS, proxy, headers,
   * time-outs, retries and circuit breakers: for a {@link SchemaResolver#builder()} or a {@link
   * io.velostream.schema.registry.RegistryClient} of the program's own.
   *
   * @param configs what Kafka's clients are configured with
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  public static RegistrySettings registrySettings(Map<String, ?> configs) {
    SerdeConfig config = SerdeConfig.forProgram(configs);
    return config.locating(() -> ConnectionSettings.registryOf(config));
  }
}
