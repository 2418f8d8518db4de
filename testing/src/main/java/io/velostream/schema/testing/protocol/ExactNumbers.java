// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Restores the exact numbers of a schema in the text that Avro prints. Avro determines the order of
 * attributes and the position of namespaces, but reads numbers as {@code double}, and so loses
 * digits.
 */
public final class ExactNumbers {

  private ExactNumbers() {}

  /** Returns the printed tree with the numbers of the original text. */
  public static JsonNode restored(JsonNode printed, String text) throws JsonProcessingException {
    return restored(printed, Json.readExact(text));
  }

  private static JsonNode restored(JsonNode printed, JsonNode source) {
    if (source.isPojo() && printed.isValueNode()) {
      return source;
    }
    if (printed.isObject() && source.isObject()) {
      return object(printed, source);
    }
    if (printed.isArray() && source.isArray() && printed.size() == source.size()) {
      ArrayNode array = Json.array();
      for (int n = 0; n < printed.size(); n++) {
        array.add(restored(printed.get(n), source.get(n)));
      }
      return array;
    }
    return printed;
  }

  private static JsonNode object(JsonNode printed, JsonNode source) {
    ObjectNode object = Json.object();
    for (Map.Entry<String, JsonNode> each : Json.properties(printed)) {
      JsonNode sent = source.get(each.getKey());
      object.set(each.getKey(), sent == null ? each.getValue() : restored(each.getValue(), sent));
    }
    return object;
  }
}
