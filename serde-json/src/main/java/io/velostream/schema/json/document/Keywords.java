// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keywords that contain subschemas. */
public final class Keywords {

  /** Keywords whose value maps names to schemas. */
  private static final Set<String> MAPS =
      Set.of(
          "properties",
          "patternProperties",
          "definitions",
          "$defs",
          "dependentSchemas",
          "dependencies");

  /** Keywords whose value is a schema, or a list of schemas. */
  private static final Set<String> SCHEMAS =
      Set.of(
          "additionalProperties",
          "propertyNames",
          "items",
          "prefixItems",
          "additionalItems",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "allOf",
          "anyOf",
          "oneOf",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contentSchema");

  /** In-place applicators: their subschemas apply to the same value as the parent schema. */
  private static final Set<String> IN_PLACE =
      Set.of(
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "dependencies");

  /** The draft that introduced a keyword, if it is not the first one. */
  private static final Map<String, Draft> SINCE =
      Map.ofEntries(
          Map.entry("const", Draft.DRAFT_6),
          Map.entry("contains", Draft.DRAFT_6),
          Map.entry("propertyNames", Draft.DRAFT_6),
          Map.entry("if", Draft.DRAFT_7),
          Map.entry("then", Draft.DRAFT_7),
          Map.entry("else", Draft.DRAFT_7),
          Map.entry("minContains", Draft.DRAFT_2019_09),
          Map.entry("maxContains", Draft.DRAFT_2019_09),
          Map.entry("dependentRequired", Draft.DRAFT_2019_09),
          Map.entry("dependentSchemas", Draft.DRAFT_2019_09),
          Map.entry("unevaluatedProperties", Draft.DRAFT_2019_09),
          Map.entry("unevaluatedItems", Draft.DRAFT_2019_09),
          Map.entry("prefixItems", Draft.DRAFT_2020_12));

  private Keywords() {}

  /** Whether a draft knows a keyword. Unknown keywords are ignored. */
  public static boolean isKnown(String keyword, Draft draft) {
    return switch (keyword) {
      case "$dynamicRef" -> draft == Draft.DRAFT_2020_12;
      case "$recursiveRef" -> draft == Draft.DRAFT_2019_09;
      default -> SINCE.getOrDefault(keyword, draft).compareTo(draft) <= 0;
    };
  }

  /**
   * A subschema.
   *
   * @param keyword the keyword that contains it
   * @param pointer the JSON Pointer relative to the parent schema
   */
  public record Child(String keyword, String pointer, JsonNode schema) {

    /** Whether it applies to the same value as the parent schema. */
    boolean appliesInPlace() {
      return IN_PLACE.contains(keyword);
    }
  }

  /** Whether a keyword's value is a schema, or a list of schemas. */
  static boolean holdsSchemas(String keyword) {
    return SCHEMAS.contains(keyword);
  }

  /** Whether a subschema is a definition, which applies only through references. */
  public static boolean isDefinition(Child child) {
    return child.keyword().equals("definitions") || child.keyword().equals("$defs");
  }

  /** Returns the direct subschemas of {@code schema}. */
  public static List<Child> children(JsonNode schema) {
    List<Child> children = new ArrayList<>();
    for (var field : JsonObjects.properties(schema)) {
      String keyword = field.getKey();
      JsonNode value = field.getValue();
      if (MAPS.contains(keyword) && value.isObject()) {
        for (var entry : JsonObjects.properties(value)) {
          add(
              children,
              keyword,
              "/" + keyword + "/" + escapePointer(entry.getKey()),
              entry.getValue());
        }
      } else if (SCHEMAS.contains(keyword) && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          add(children, keyword, "/" + keyword + "/" + i, value.get(i));
        }
      } else if (SCHEMAS.contains(keyword)) {
        add(children, keyword, "/" + keyword, value);
      }
    }
    return children;
  }

  private static void add(List<Child> children, String keyword, String pointer, JsonNode schema) {
    if (schema.isObject() || schema.isBoolean()) {
      children.add(new Child(keyword, pointer, schema));
    }
  }

  /** Escapes a name for a JSON Pointer (RFC 6901). */
  public static String escapePointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
