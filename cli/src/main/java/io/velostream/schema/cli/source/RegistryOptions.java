// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that reach a registry or a broker, by the keys of serializers. */
public final class RegistryOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML or properties file with the keys that serializers take.")
  private @Nullable Path config;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The registry; the same as -D schema.registry.url=URL.")
  private @Nullable String url;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting, which replaces that of the file.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** All settings. */
  public Map<String, Object> configs() {
    return Connection.configs(config, url, settings);
  }

  /** Whether {@code --registry} is given. */
  boolean hasUrlOption() {
    return url != null;
  }

  /** What to add if no registry is given, with the key that may have been meant. */
  String missing() {
    String add = "add --registry URL, --config FILE or --folder DIR";
    if (config == null && settings.isEmpty()) {
      return add;
    }
    Map<String, Object> given = configs();
    if (given.containsKey(Connection.URL)) {
      return add;
    }
    String near =
        given.keySet().stream()
            .filter(key -> key.startsWith("schema.reg"))
            .findFirst()
            .map(key -> ", but " + key)
            .orElse("");
    return (config == null ? "the settings have" : config + " has")
        + " no "
        + Connection.URL
        + near
        + "; "
        + add;
  }

  /** Whether a registry is given. */
  public boolean hasRegistry() {
    return configs().containsKey(Connection.URL);
  }

  /**
   * Connects to the registry.
   *
   * @throws CommandException if none is given
   */
  public Connection open() {
    if (!hasRegistry()) {
      throw new CommandException(
          "no registry is given; add --registry URL, or --config FILE with schema.registry.url");
    }
    return Connection.open(configs());
  }
}
