// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.shared.SchemaResolvers;
import io.velostream.schema.settings.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open connection to a registry. To be closed. */
public final class Connection implements AutoCloseable {

  static final String URL = "schema.registry.url";

  private final RegistryClient registry;
  private final Duration timeout;

  private Connection(RegistryClient registry, Duration timeout) {
    this.registry = registry;
    this.timeout = timeout;
  }

  /**
   * Connects as a serializer with these settings does.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  static Connection open(Map<String, Object> configs) {
    RegistrySettings settings = SchemaResolvers.registrySettings(configs);
    return new Connection(RegistryClient.create(settings, event -> {}), settings.lookupTimeout());
  }

  /**
   * The settings of a file, with others in place of those that it has.
   *
   * @param file a YAML or properties file; null for none
   * @param url the registry; null for the one of the file
   * @param more settings that replace those of the file
   */
  static Map<String, Object> configs(
      @Nullable Path file, @Nullable String url, Map<String, String> more) {
    Map<String, Object> configs = new LinkedHashMap<>();
    if (file != null) {
      configs.put(ConfigFiles.KEY, file);
    }
    if (url != null) {
      configs.put(URL, url);
    }
    if (file != null && more.containsKey(ConfigFiles.KEY)) {
      throw new CommandException(
          "two files are given, " + file + " and by " + ConfigFiles.KEY + "; one is possible");
    }
    configs.putAll(more);
    return ConfigFiles.expand(configs);
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws io.velostream.schema.model.SchemaException when it fails
   */
  public <T> T call(RegistryRequest<T> request) {
    return registry.call(request);
  }

  /** The client of the registry. */
  public RegistryClient registry() {
    return registry;
  }

  /** The maximum wait for an answer. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public void close() {
    registry.close();
  }
}
