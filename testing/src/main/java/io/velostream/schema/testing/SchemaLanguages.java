// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schema types that a registry knows. */
final class SchemaLanguages {

  private final Map<String, SchemaLanguage> byType = new TreeMap<>();

  /** Avro, JSON, and every type that there is a checker for. */
  SchemaLanguages(Map<String, CompatibilityChecker> checkers) {
    byType.put(SchemaContent.AVRO, new AvroLanguage());
    byType.put(SchemaContent.JSON, new JsonLanguage());
    checkers.forEach(
        (type, checker) -> {
          SchemaLanguage texts = byType.getOrDefault(type, new OpaqueLanguage());
          byType.put(type, new CheckedLanguage(texts, checker));
        });
  }

  Set<String> types() {
    return byType.keySet();
  }

  SchemaLanguage of(String type) {
    SchemaLanguage language = byType.get(type);
    if (language == null) {
      throw Rejection.invalidSchema(
          "unknown schema type '" + type + "'; this registry knows " + types());
    }
    return language;
  }
}
