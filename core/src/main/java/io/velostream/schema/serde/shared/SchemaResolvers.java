// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.RegistrySettings;
import java.util.Map;

/**
 * The way from Kafka's configuration keys to the library without Kafka: for programs that have the
 * map that their serializers and deserializers are configured with, and want the schemas, counters,
 * health or events beneath. Safe for use by many threads.
 */
public final class SchemaResolvers {

  private SchemaResolvers() {}

  /**
   * Leases the resolver that all serializers, deserializers and programs of this JVM with equal
   * connection settings share. It is made if there is none, and closed with the last lease. Keys
   * that are not about the connection, as {@code auto.register.schemas}, make no difference.
   *
   * @param configs what Kafka's clients are configured with; see {@link SerdeConfig#sharedKeys()}
   * @return the lease, to be closed by the caller; {@link ResolverLease#resolver()} is not to be
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  public static ResolverLease shared(Map<String, ?> configs) {
    return SharedResolvers.ofThisJvm()
        .acquire(ConnectionSettings.of(SerdeConfig.forProgram(configs)));
  }

  /**
   * The registry that a configuration names, with credentials, TLS, proxy, headers, time-outs and
   * what is done about failures: for a {@link SchemaResolver#builder()} or a {@link
   * io.velostream.schema.registry.RegistryClient} of the program's own.
   *
   * @param configs what Kafka's clients are configured with
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  public static RegistrySettings registrySettings(Map<String, ?> configs) {
    return ConnectionSettings.registryOf(SerdeConfig.forProgram(configs));
  }
}
