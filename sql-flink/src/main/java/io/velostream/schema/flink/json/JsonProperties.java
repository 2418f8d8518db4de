// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON schema says about the values of its properties: types, null, requirement. Keywords
 * that these do not show, such as {@code allOf}, are not judged.
 */
final class JsonProperties {

  private static final List<String> BRANCHES = List.of("oneOf", "anyOf");
  private static final int MAX_REFERENCES = 20;

  private JsonProperties() {}

  /** The schema that the references of a schema lead to; missing where one is not resolved. */
  @SuppressWarnings("ReferenceEquality") // an unresolved reference gives the same part
  static JsonNode target(JsonSchema document, JsonNode schema) {
    JsonNode found = schema;
    for (int i = 0; found.has("$ref"); i++) {
      JsonNode next = document.closure().dereferenceInAll(found);
      if (next == found || i == MAX_REFERENCES) {
        return MissingNode.getInstance();
      }
      found = next;
    }
    return found;
  }

  /** The one branch of a schema that is not null; the schema itself if it has no branches. */
  static JsonNode notNull(JsonNode schema) {
    for (String keyword : BRANCHES) {
      JsonNode found = MissingNode.getInstance();
      for (JsonNode branch : schema.path(keyword)) {
        if (!branch.path("type").asText().equals("null")) {
          found = branch;
        }
      }
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return schema;
  }

  /** The schema of the values that are not null, with references followed. */
  static JsonNode branch(JsonSchema document, JsonNode schema) {
    return target(document, notNull(target(document, schema)));
  }

  /** The types of the values; empty if the schema does not say. */
  static Set<String> types(JsonSchema document, JsonNode given) {
    Set<String> types = new HashSet<>();
    return collect(document, given, types, 0) ? types : Set.of();
  }

  private static boolean collect(
      JsonSchema document, JsonNode given, Set<String> types, int depth) {
    JsonNode schema = target(document, given);
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
      return true;
    }
    if (type.isArray()) {
      type.forEach(each -> types.add(each.asText()));
      return true;
    }
    for (String keyword : BRANCHES) {
      if (schema.path(keyword).size() > 0 && depth < MAX_REFERENCES) {
        boolean isKnown = true;
        for (JsonNode branch : schema.path(keyword)) {
          isKnown &= collect(document, branch, types, depth + 1);
        }
        return isKnown;
      }
    }
    return false;
  }

  /** Whether the schema says that null is allowed. */
  static boolean allowsNull(JsonSchema document, JsonNode schema) {
    return types(document, schema).contains("null");
  }

  /** Whether the schema says that null is not allowed. */
  static boolean refusesNull(JsonSchema document, JsonNode schema) {
    Set<String> types = types(document, schema);
    return !types.isEmpty() && !types.contains("null");
  }

  static boolean isRequired(JsonNode object, String property) {
    for (JsonNode each : object.path("required")) {
      if (each.asText().equals(property)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks a column against the schema of its values.
   *
   * @param fitting the JSON types that the column takes or gives
   * @throws InvalidSchemaException naming the column, if the schema allows none of them
   */
  static void requireFits(
      JsonSchema document, JsonNode schema, LogicalType type, String path, Set<String> fitting) {
    Set<String> types = new HashSet<>(types(document, schema));
    types.remove("null");
    if (types.isEmpty() || types.stream().anyMatch(fitting::contains)) {
      return;
    }
    throw new InvalidSchemaException(
        "column "
            + path
            + " of type "
            + type.asSummaryString()
            + " does not fit the type "
            + String.join(" or ", new TreeSet<>(types))
            + " of the schema"
            + advice(document, schema));
  }

  private static String advice(JsonSchema document, JsonNode schema) {
    String type = columnType(document, schema);
    return type == null ? "" : "; declare it as " + type;
  }

  private static @Nullable String columnType(JsonSchema document, JsonNode schema) {
    try {
      return JsonTypes.columnType(document, schema).getLogicalType().asSummaryString();
    } catch (InvalidSchemaException none) {
      return null;
    }
  }
}
