// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.CompatibilityChecker;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schema types that a registry knows. */
public final class SchemaTypes {

  private final Map<String, SchemaType> byType = new TreeMap<>();

  /**
   * Avro, JSON, and every type that there is a checker for.
   *
   * @param checkers those that replace the provided ones
   */
  public SchemaTypes(Map<String, CompatibilityChecker> checkers) {
    byType.put(SchemaContent.AVRO, new AvroSchemaType());
    byType.put(SchemaContent.JSON, new JsonSchemaType());
    Map<String, CompatibilityChecker> all = new TreeMap<>(ProvidedCheckers.find());
    all.putAll(checkers);
    all.forEach(
        (type, checker) -> {
          SchemaType texts = byType.getOrDefault(type, new OpaqueSchemaType());
          byType.put(type, new CheckedSchemaType(texts, checker));
        });
  }

  public Set<String> types() {
    return byType.keySet();
  }

  public SchemaType of(String type) {
    SchemaType schemaType = byType.get(type);
    if (schemaType == null) {
      throw RestException.invalidSchema(
          "unknown schema type '" + type + "'; this registry knows " + types());
    }
    return schemaType;
  }
}
