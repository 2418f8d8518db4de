// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the schemas of subjects are: in a registry or in a folder. */
public final class SourceOptions {

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "A folder of schema files, in place of a registry.")
  private @Nullable Path folder;

  /** The folder; null if schemas are in a registry. */
  public @Nullable Path folder() {
    return folder;
  }

  /** The registry. */
  public RegistryOptions registry() {
    return registry;
  }

  /**
   * Opens the registry or folder; files alone need neither.
   *
   * @throws CommandException if both are given
   */
  public SchemaSource open() {
    if (folder != null && registry.hasUrlOption()) {
      throw new CommandException(
          "both --registry and --folder are given; subjects are read from one of them");
    }
    return openFiles();
  }

  /** Opens the folder, or else the registry, which may also be where schemas go to. */
  public SchemaSource openFiles() {
    return new SchemaSource(
        folder,
        folder == null && registry.hasRegistry() ? registry.open() : null,
        registry.missing());
  }
}
