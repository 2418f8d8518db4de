// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

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

  /** Opens the registry or folder; files alone need neither. */
  public SchemaSource open() {
    return new SchemaSource(
        folder, folder == null && registry.hasRegistry() ? registry.open() : null);
  }
}
