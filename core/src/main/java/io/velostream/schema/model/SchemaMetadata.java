// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metadata of a schema in a registry.
 *
 * @param tags tags by path into the schema
 * @param properties free properties by name
 * @param sensitive the names of properties with sensitive values
 */
public record SchemaMetadata(
    Map<String, List<String>> tags, Map<String, String> properties, List<String> sensitive) {

  public SchemaMetadata {
    Map<String, List<String>> copied = new TreeMap<>();
    tags.forEach((path, names) -> copied.put(path, List.copyOf(names)));
    tags = Map.copyOf(copied);
    properties = Map.copyOf(properties);
    sensitive = List.copyOf(sensitive);
  }

  /** Metadata that holds properties only. */
  public static SchemaMetadata ofProperties(Map<String, String> properties) {
    return new SchemaMetadata(Map.of(), properties, List.of());
  }

  @Override
  public String toString() {
    return "SchemaMetadata[tags=" + tags.keySet() + ", properties=" + properties.keySet() + "]";
  }
}
