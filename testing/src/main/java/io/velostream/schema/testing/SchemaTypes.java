// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schema types that a registry knows. */
final class SchemaTypes {

  private final Map<String, SchemaType> byType = new TreeMap<>();

  /** Avro, JSON, and every type that there is a checker for. */
  SchemaTypes(Map<String, CompatibilityChecker> checkers) {
    byType.put(SchemaContent.AVRO, new AvroSchemaType());
    byType.put(SchemaContent.JSON, new JsonSchemaType());
    checkers.forEach(
        (type, checker) -> {
          SchemaType texts = byType.getOrDefault(type, new OpaqueSchemaType());
          byType.put(type, new CheckedSchemaType(texts, checker));
        });
  }

  Set<String> types() {
    return byType.keySet();
  }

  SchemaType of(String type) {
    SchemaType language = byType.get(type);
    if (language == null) {
      throw RestException.invalidSchema(
          "unknown schema type '" + type + "'; this registry knows " + types());
    }
    return language;
  }
}
