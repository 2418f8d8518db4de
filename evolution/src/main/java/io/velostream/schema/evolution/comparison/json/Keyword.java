// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of JSON Schema by how they are compared. */
final class Keyword {

  static final String REF = "$ref";
  static final String TYPE = "type";
  static final String PROPERTIES = "properties";
  static final String REQUIRED = "required";
  static final String REST = "additionalProperties";
  static final String PATTERNS = "patternProperties";
  static final String DEFAULT = "default";

  /** Values below the limit are not valid: a greater value is tighter. */
  static final Set<String> LOWER_BOUNDS =
      Set.of(
          "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains");

  /** Values above the limit are not valid: a smaller value is tighter. */
  static final Set<String> UPPER_BOUNDS =
      Set.of(
          "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains");

  /** Constraints of which only presence can be compared. */
  static final Set<String> ASSERTIONS =
      Set.of(
          "pattern",
          "format",
          "multipleOf",
          "contentEncoding",
          "contentMediaType",
          "uniqueItems",
          "dependentRequired",
          "dependencies",
          "$dynamicRef",
          "$recursiveRef");

  /** Constraints whose value is a schema that applies to the value, or to parts of it. */
  static final Set<String> CONDITIONS =
      Set.of(
          "not",
          "if",
          "then",
          "else",
          "contains",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contentSchema");

  static final List<String> COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");

  static final List<String> OF_OBJECTS =
      List.of(PROPERTIES, REQUIRED, REST, PATTERNS, "dependentSchemas");

  static final List<String> OF_ARRAYS = List.of("items", "prefixItems", "additionalItems");

  static final Set<String> DEFINITIONS = Set.of("definitions", "$defs");

  static final Set<String> DOCS = Set.of("title", "description", "$comment");

  /** Keywords that are compared by classes of their own. */
  static final Set<String> STRUCTURE =
      Set.of(
          REF,
          TYPE,
          "enum",
          "const",
          PROPERTIES,
          REQUIRED,
          REST,
          PATTERNS,
          "items",
          "prefixItems",
          "additionalItems",
          "dependentSchemas");

  private Keyword() {}

  /** Whether a keyword says nothing about which values are valid. */
  static boolean isAnnotation(String keyword) {
    return !STRUCTURE.contains(keyword)
        && !LOWER_BOUNDS.contains(keyword)
        && !UPPER_BOUNDS.contains(keyword)
        && !ASSERTIONS.contains(keyword)
        && !CONDITIONS.contains(keyword)
        && !COMPOSITIONS.contains(keyword);
  }

  /** Whether a schema has one of some keywords. */
  static boolean isAnyIn(ObjectNode schema, List<String> keywords) {
    for (String keyword : keywords) {
      if (schema.has(keyword)) {
        return true;
      }
    }
    return false;
  }

  /** A value as JSON text; null if it is missing. */
  static @Nullable String text(JsonNode value) {
    return value.isMissingNode() ? null : value.toString();
  }
}
