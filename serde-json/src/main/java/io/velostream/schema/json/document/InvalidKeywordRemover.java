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
 * value that should be a schema but is not is not removed: validation with such a schema is an
 * error.
 */
final class InvalidKeywordRemover {

  private InvalidKeywordRemover() {}

  /**
   * Removes invalid keywords of one schema. Subschemas are not changed.
   *
   * @return the names of the keywords to warn about
   */
  static List<String> removeFrom(ObjectNode schema, Draft draft) {
    List<String> ignored = null;
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(schema)) {
      if (!isAllowed(each.getKey(), each.getValue(), draft)) {
        ignored = ignored == null ? new ArrayList<>() : ignored;
        ignored.add(each.getKey());
      }
    }
    return ignored == null ? List.of() : remove(ignored, schema);
  }

  private static boolean isAllowed(String keyword, JsonNode value, Draft draft) {
    return switch (keyword) {
      case "type" -> isType(value);
      case "enum" -> value.isArray();
      case "required" -> isStringArray(value);
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
          !isEmptyValue(value);
      case "dependencies", "dependentSchemas", "dependentRequired" ->
          !isEmptyValue(value) && areDependencies(value);
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

  private static boolean isEmptyValue(JsonNode value) {
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

  /** Whether a type is {@code any}, which draft 3 uses for all values. */
  private static boolean isAny(JsonNode type) {
    return "any".equals(type.textValue());
  }

  private static boolean isStringArray(JsonNode value) {
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
    return count.signum() >= 0 && DecimalMath.isWhole(count);
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
    return value.isObject() || value.isBoolean() || isStringArray(value);
  }

  private static List<String> remove(List<String> keywords, ObjectNode schema) {
    List<String> reported = new ArrayList<>();
    for (String keyword : keywords) {
      JsonNode value = schema.get(keyword);
      JsonNode retained = replacement(keyword, value, schema);
      if (retained == null) {
        schema.remove(keyword);
      } else {
        schema.set(keyword, retained);
      }
      if (!isEmptyValue(value) && !hasReplacement(keyword, value)) {
        reported.add(keyword);
      }
    }
    return reported;
  }

  /** Returns the replacement of an invalid value; null to remove the keyword. */
  private static @Nullable JsonNode replacement(String keyword, JsonNode value, ObjectNode schema) {
    return switch (keyword) {
      case "exclusiveMinimum" -> exclusiveBound("minimum", value, schema);
      case "exclusiveMaximum" -> exclusiveBound("maximum", value, schema);
      case "required" -> value.isArray() ? stringsOnly((ArrayNode) value) : null;
      case "dependencies", "dependentSchemas", "dependentRequired" ->
          value instanceof ObjectNode object ? dependencies(object) : null;
      default -> null;
    };
  }

  private static boolean hasReplacement(String keyword, JsonNode value) {
    return switch (keyword) {
      case "exclusiveMinimum", "exclusiveMaximum" -> value.isBoolean();
      case "type" -> value.isArray() || value.isTextual();
      default -> false;
    };
  }

  /** Converts a boolean of draft 4 to an exclusive bound of later drafts. */
  private static @Nullable JsonNode exclusiveBound(
      String keyword, JsonNode value, ObjectNode schema) {
    return value.booleanValue() && schema.path(keyword).isNumber() ? schema.remove(keyword) : null;
  }

  private static ArrayNode stringsOnly(ArrayNode list) {
    ArrayNode names = list.arrayNode();
    for (JsonNode each : list) {
      if (each.isTextual()) {
        names.add(each);
      }
    }
    return names;
  }

  private static ObjectNode dependencies(ObjectNode listed) {
    ObjectNode retained = listed.objectNode();
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(listed)) {
      if (isDependency(each.getValue())) {
        retained.set(each.getKey(), each.getValue());
      } else if (each.getValue() instanceof ArrayNode list) {
        retained.set(each.getKey(), stringsOnly(list));
      }
    }
    return retained;
  }
}
