// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies the keywords that the library derives from annotations: titles, descriptions, limits,
 * formats and injected keywords. Keywords that describe the type of a value are not copied.
 */
final class CopiedKeywords {

  /** Keywords of types, which are derived from serializers. */
  private static final Set<String> KINDS =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "oneOf",
          "anyOf",
          "enum",
          "$ref",
          "definitions");

  /** Formats that Jackson derives from the type of a value, not from an annotation. */
  private static final Set<String> KIND_FORMATS =
      Set.of("date-time", "date", "time", "uri", "regex", "uuid");

  private final ObjectNode source;

  CopiedKeywords(ObjectNode source) {
    this.source = source;
  }

  void addTo(ObjectNode schema) {
    merge(schema, source);
    children(schema, source, "definitions");
  }

  private static void merge(ObjectNode target, ObjectNode from) {
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(from)) {
      boolean isOfOtherKind =
          each.getKey().equals("format") && !Objects.equals(target.get("type"), from.get("type"));
      if (!KINDS.contains(each.getKey()) && !isKindFormat(each) && !isOfOtherKind) {
        target.set(each.getKey(), each.getValue());
      }
    }
    children(target, from, "properties");
    child(target.get("items"), from.get("items"));
    child(target.get("additionalProperties"), from.get("additionalProperties"));
    child(real(target), real(from));
  }

  private static boolean isKindFormat(Map.Entry<String, JsonNode> keyword) {
    return keyword.getKey().equals("format") && KIND_FORMATS.contains(keyword.getValue().asText());
  }

  private static void children(ObjectNode target, ObjectNode from, String keyword) {
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(from.path(keyword))) {
      child(target.path(keyword).get(each.getKey()), each.getValue());
    }
  }

  private static void child(@Nullable JsonNode target, @Nullable JsonNode from) {
    if (target instanceof ObjectNode to && from instanceof ObjectNode source && !to.isEmpty()) {
      merge(to, source);
    }
  }

  /** The branch of a nullable schema that is not null; null when it is not a nullable schema. */
  private static @Nullable JsonNode real(ObjectNode schema) {
    for (String keyword : new String[] {"oneOf", "anyOf"}) {
      JsonNode either = schema.path(keyword);
      if (either.size() == 2 && either.get(0).path("type").asText().equals("null")) {
        return either.get(1);
      }
    }
    return null;
  }
}
