// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes keywords with invalid values, such as a {@code minLength} of {@code "3"}, from the tree
 * of a schema, so that validation and comparison ignore the same keywords. Values with a known
 * meaning are converted instead: a boolean {@code exclusiveMinimum} of draft 4, the type {@code
 * any} of draft 3, {@code null} for an absent keyword, and an empty array for an empty object. A
 * value that should be a schema and is none is left in place: validating with such a schema is an
 * error.
 */
final class IgnoredKeywords {

  private IgnoredKeywords() {}

  /**
   * Removes invalid keywords of one schema. Subschemas are not changed.
   *
   * @return the names of the keywords that are worth a warning
   */
  static List<String> takeOutOf(ObjectNode schema, Draft draft) {
    List<String> ignored = null;
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(schema)) {
      if (!isAllowed(each.getKey(), each.getValue(), draft)) {
        ignored = ignored == null ? new ArrayList<>() : ignored;
        ignored.add(each.getKey());
      }
    }
    return ignored == null ? List.of() : takeOut(ignored, schema);
  }

  private static boolean isAllowed(String keyword, JsonNode value, Draft draft) {
    return switch (keyword) {
      case "type" -> isType(value);
      case "enum" -> value.isArray();
      case "required" -> isNames(value);
      case "multipleOf" -> value.isNumber() && value.decimalValue().signum() > 0;
      case "minimum", "maximum" -> value.isNumber();
      case "exclusiveMinimum", "exclusiveMaximum" ->
          value.isNumber() || (value.isBoolean() && draft == Draft.DRAFT_4);
      case "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minContains",
          "maxContains",
          "minProperties",
          "maxProperties" ->
          isCount(value);
      case "pattern", "format", "contentEncoding", "contentMediaType" -> value.isTextual();
      case "uniqueItems" -> value.isBoolean();
      case "$ref", "$dynamicRef", "$recursiveRef" -> value.isTextual();
      case "allOf", "anyOf", "oneOf", "prefixItems", "properties", "patternProperties" ->
          !isNothing(value);
      case "dependencies", "dependentSchemas", "dependentRequired" ->
          !isNothing(value) && areDependencies(value);
      case "additionalProperties",
          "propertyNames",
          "items",
          "additionalItems",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties" ->
          !value.isNull();
      default -> true;
    };
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || (value.isArray() && value.isEmpty());
  }

  private static boolean isType(JsonNode value) {
    if (!value.isArray()) {
      return value.isTextual() && !isAny(value);
    }
    for (JsonNode each : value) {
      if (isAny(each)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a type is that of all values, as draft 3 calls it. */
  private static boolean isAny(JsonNode type) {
    return "any".equals(type.textValue());
  }

  private static boolean isNames(JsonNode value) {
    if (!value.isArray()) {
      return false;
    }
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCount(JsonNode value) {
    if (!value.isNumber()) {
      return false;
    }
    BigDecimal count = value.decimalValue();
    return count.signum() >= 0 && Decimals.isWhole(count);
  }

  private static boolean areDependencies(JsonNode value) {
    for (JsonNode each : value) {
      if (!isDependency(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDependency(JsonNode value) {
    return value.isObject() || value.isBoolean() || isNames(value);
  }

  private static List<String> takeOut(List<String> keywords, ObjectNode schema) {
    List<String> told = new ArrayList<>();
    for (String keyword : keywords) {
      JsonNode value = schema.get(keyword);
      JsonNode kept = meant(keyword, value, schema);
      if (kept == null) {
        schema.remove(keyword);
      } else {
        schema.set(keyword, kept);
      }
      if (!isNothing(value) && !isMeant(keyword, value)) {
        told.add(keyword);
      }
    }
    return told;
  }

  /** What a value stands for; null when for nothing. */
  private static @Nullable JsonNode meant(String keyword, JsonNode value, ObjectNode schema) {
    return switch (keyword) {
      case "exclusiveMinimum" -> bound("minimum", value, schema);
      case "exclusiveMaximum" -> bound("maximum", value, schema);
      case "required" -> value.isArray() ? names((ArrayNode) value) : null;
      case "dependencies", "dependentSchemas", "dependentRequired" ->
          value instanceof ObjectNode object ? dependencies(object) : null;
      default -> null;
    };
  }

  private static boolean isMeant(String keyword, JsonNode value) {
    return switch (keyword) {
      case "exclusiveMinimum", "exclusiveMaximum" -> value.isBoolean();
      case "type" -> value.isArray() || value.isTextual();
      default -> false;
    };
  }

  /** The limit that a boolean of draft 4 makes exclusive, as later drafts write it. */
  private static @Nullable JsonNode bound(String keyword, JsonNode value, ObjectNode schema) {
    return value.booleanValue() && schema.path(keyword).isNumber() ? schema.remove(keyword) : null;
  }

  private static ArrayNode names(ArrayNode list) {
    ArrayNode names = list.arrayNode();
    for (JsonNode each : list) {
      if (each.isTextual()) {
        names.add(each);
      }
    }
    return names;
  }

  private static ObjectNode dependencies(ObjectNode listed) {
    ObjectNode kept = listed.objectNode();
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(listed)) {
      if (isDependency(each.getValue())) {
        kept.set(each.getKey(), each.getValue());
      } else if (each.getValue() instanceof ArrayNode list) {
        kept.set(each.getKey(), names(list));
      }
    }
    return kept;
  }
}
