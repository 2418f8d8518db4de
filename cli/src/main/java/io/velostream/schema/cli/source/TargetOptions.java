// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that reach the registry to which schemas are copied. */
public final class TargetOptions {

  @Option(
      names = "--to-config",
      paramLabel = "FILE",
      description = "As --config, for the registry that schemas are copied to.")
  private @Nullable Path config;

  @Option(
      names = "--to-registry",
      paramLabel = "URL",
      description = "As --registry, for the registry that schemas are copied to.")
  private @Nullable String url;

  @Option(
      names = "--to-setting",
      paramLabel = "KEY=VALUE",
      description = "As -D, for the registry that schemas are copied to.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Connects to the registry.
   *
   * @throws CommandException if none is given
   */
  public Connection open() {
    Map<String, Object> configs = Connection.configs(config, url, settings);
    if (!configs.containsKey(Connection.URL)) {
      throw new CommandException(
          "no target is given; add --to-registry URL, or --to-config FILE with"
              + " schema.registry.url");
    }
    return Connection.open(configs);
  }
}
