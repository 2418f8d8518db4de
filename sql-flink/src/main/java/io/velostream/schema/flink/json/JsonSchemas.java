// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What JSON schemas say of values. */
final class JsonSchemas {

  private static final String[] CHOICES = {"oneOf", "anyOf"};
  private static final int MAX_REFERENCES = 100;
  private static final int MAX_DEPTH = 10;

  private JsonSchemas() {}

  /** The one branch of a schema that is not null; the schema itself if it has no branches. */
  static JsonNode notNull(JsonNode schema) {
    for (String keyword : CHOICES) {
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

  /** What a schema refers to within its document; missing if that is outside of it. */
  static JsonNode resolved(JsonNode root, JsonNode schema) {
    JsonNode found = schema;
    for (int i = 0; found.has("$ref"); i++) {
      String reference = found.get("$ref").asText();
      if (!reference.startsWith("#") || i == MAX_REFERENCES) {
        return MissingNode.getInstance();
      }
      String pointer = reference.substring(1);
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        return MissingNode.getInstance();
      }
      found = root.at(pointer);
    }
    return found;
  }

  /** The first type but null that a schema names, or that its constants have; empty without one. */
  static String typeName(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (!each.asText().equals("null")) {
          return each.asText();
        }
      }
    }
    if (!type.isMissingNode()) {
      return type.asText();
    }
    return schema.has("properties") ? "object" : typeOfConstants(schema);
  }

  private static String typeOfConstants(JsonNode schema) {
    return schema.has("const") ? common(Set.of(schema.get("const"))) : common(schema.path("enum"));
  }

  private static String common(Iterable<JsonNode> constants) {
    if (all(constants, JsonNode::isTextual)) {
      return "string";
    }
    if (all(constants, JsonNode::isIntegralNumber)) {
      return "integer";
    }
    return all(constants, JsonNode::isNumber)
        ? "number"
        : all(constants, JsonNode::isBoolean) ? "boolean" : "";
  }

  private static boolean all(Iterable<JsonNode> constants, Predicate<JsonNode> condition) {
    boolean found = false;
    for (JsonNode each : constants) {
      if (!each.isNull() && !condition.test(each)) {
        return false;
      }
      found |= !each.isNull();
    }
    return found;
  }

  /** Whether a schema allows null, in itself or in a branch. */
  static boolean allowsNull(JsonNode root, JsonNode given) {
    return allowsNull(root, given, 0);
  }

  private static boolean allowsNull(JsonNode root, JsonNode given, int depth) {
    JsonNode schema = resolved(root, given);
    if (named(schema).contains("null")) {
      return true;
    }
    for (String keyword : CHOICES) {
      for (JsonNode branch : schema.path(keyword)) {
        if (depth < MAX_DEPTH && allowsNull(root, branch, depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The types that a schema allows; empty if it, or one of its branches, does not say. */
  static Set<String> types(JsonNode root, JsonNode given) {
    return types(root, given, 0);
  }

  private static Set<String> types(JsonNode root, JsonNode given, int depth) {
    JsonNode schema = resolved(root, given);
    Set<String> types = new HashSet<>(named(schema));
    for (int i = 0; i < CHOICES.length && types.isEmpty() && depth < MAX_DEPTH; i++) {
      for (JsonNode branch : schema.path(CHOICES[i])) {
        Set<String> more = types(root, branch, depth + 1);
        if (more.isEmpty()) {
          return Set.of();
        }
        types.addAll(more);
      }
    }
    return types;
  }

  private static Set<String> named(JsonNode schema) {
    JsonNode type = schema.path("type");
    Set<String> types = new HashSet<>();
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(each -> types.add(each.asText()));
    return types;
  }
}
