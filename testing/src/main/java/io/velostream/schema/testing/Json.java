// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads and prints JSON trees the way that schema texts need it: no digit of a number is lost. */
final class Json {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static String print(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy in which the properties of every object stand in alphabetical order. */
  static JsonNode sorted(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, JsonNode> properties = new TreeMap<>();
      tree.properties().forEach(each -> properties.put(each.getKey(), sorted(each.getValue())));
      return object().setAll(properties);
    }
    if (tree.isArray()) {
      ArrayNode copy = array();
      tree.forEach(each -> copy.add(sorted(each)));
      return copy;
    }
    return tree;
  }
}
