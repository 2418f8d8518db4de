// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals share that may ask a registry. */
abstract class RegistryMojo extends SchemaMojo {

  /** The URLs of the registry. If one is not reachable, the next one is used. */
  @Parameter(property = "schema.registry.url")
  List<String> schemaRegistryUrls = List.of();

  /** User and password for basic authentication: {@code user:password}. */
  @Parameter(property = "schema.registry.basic.auth.user.info")
  @Nullable String userInfoConfig;

  /**
   * Other keys of the serializers, with or without the prefix {@code schema.registry.}: for TLS,
   * bearer tokens, a proxy, headers, time-outs.
   */
  @Parameter Map<String, String> configs = Map.of();

  /** The keys of the registry. */
  final Map<String, Object> registryConfigs() {
    return RegistryConfigs.of(schemaRegistryUrls, userInfoConfig, configs);
  }

  /**
   * A client of the registry, which the caller closes.
   *
   * @throws IllegalArgumentException if no registry is given
   */
  final RegistryClient connect() {
    Map<String, Object> keys = registryConfigs();
    RegistryConfigs.requireUrl(keys);
    return RegistryClient.create(SchemaResolvers.registrySettings(keys), SchemaListener.none());
  }
}
