// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON of results and schemas. Safe for use by many threads. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object on several lines. */
  public static String pretty(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written as JSON", e);
    }
  }

  /** An object on one line. */
  public static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written as JSON", e);
    }
  }

  /**
   * Parses a text.
   *
   * @throws JsonProcessingException if it is no JSON
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Whether two texts are the same JSON, or else the same text. */
  public static boolean isSame(String left, String right) {
    if (left.equals(right)) {
      return true;
    }
    try {
      return parse(left).equals(parse(right));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * An object without members that are null, empty or false, at any depth, which registries may
   * leave out or add. A text that is no JSON is a text node.
   */
  public static JsonNode withoutEmpty(String text) {
    try {
      return withoutEmpty(parse(text));
    } catch (JsonProcessingException e) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  private static JsonNode withoutEmpty(JsonNode node) {
    if (node.isArray()) {
      ArrayNode kept = MAPPER.createArrayNode();
      node.forEach(each -> kept.add(withoutEmpty(each)));
      return kept;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode kept = MAPPER.createObjectNode();
    node.properties()
        .forEach(
            each -> {
              JsonNode value = withoutEmpty(each.getValue());
              boolean isEmpty =
                  value.isNull()
                      || (value.isContainerNode() && value.isEmpty())
                      || (value.isBoolean() && !value.booleanValue());
              if (!isEmpty) {
                kept.set(each.getKey(), value);
              }
            });
    return kept;
  }
}
