// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Creates schemas of nullable values. */
final class NullableSchemas {

  private NullableSchemas() {}

  /**
   * Creates a schema that accepts null and all values of another schema.
   *
   * @param schema the other schema
   * @param usesOneOf whether to use {@code oneOf}, as the library does; otherwise a list of types
   */
  static ObjectNode of(ObjectNode schema, boolean usesOneOf) {
    if (admitsNull(schema)) {
      return schema;
    }
    if (!usesOneOf && schema.path("type").isTextual() && !schema.has("enum")) {
      ObjectNode nullable = schema.deepCopy();
      nullable.putArray("type").add("null").add(schema.path("type"));
      return nullable;
    }
    ObjectNode nullable = JsonNodeFactory.instance.objectNode();
    ArrayNode either = nullable.putArray(usesOneOf ? "oneOf" : "anyOf");
    ObjectNode none = either.addObject().put("type", "null");
    if (usesOneOf) {
      none.put("title", "Not included");
    }
    either.add(schema);
    return nullable;
  }

  private static boolean admitsNull(JsonNode schema) {
    if (schema.isEmpty()) {
      return true;
    }
    JsonNode type = schema.path("type");
    if (type.asText().equals("null") || contains(type)) {
      return true;
    }
    for (String keyword : new String[] {"oneOf", "anyOf"}) {
      for (JsonNode each : schema.path(keyword)) {
        if (admitsNull(each)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean contains(JsonNode types) {
    for (JsonNode each : types) {
      if (each.asText().equals("null")) {
        return true;
      }
    }
    return false;
  }
}
