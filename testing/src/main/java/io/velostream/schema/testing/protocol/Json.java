// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads and prints JSON trees the way that schema texts need it: no digit of a number is lost. */
public final class Json {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .nodeFactory(new JsonNodeFactory(true))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Half a character: UTF-8 has no bytes for it. */
  private static final Pattern LONE_SURROGATE =
      Pattern.compile(
          "[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

  private Json() {}

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads a schema text so that {@link #print} gives every number back with exactly its value: also
   * the sign of a negative zero, and exponents beyond those of {@code BigDecimal}.
   */
  public static JsonNode readExact(String text) throws JsonProcessingException {
    try (JsonParser tokens = MAPPER.createParser(text)) {
      if (tokens.nextToken() == null) {
        throw new JsonParseException(tokens, "the text is empty");
      }
      JsonNode tree = exact(tokens);
      if (tokens.nextToken() != null) {
        throw new JsonParseException(tokens, "there is more text after the first value");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value that begins with the current token. */
  private static JsonNode exact(JsonParser tokens) throws IOException {
    return switch (tokens.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = object();
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
          tokens.nextToken();
          object.set(name, exact(tokens));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = array();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
          array.add(exact(tokens));
        }
        yield array;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          NODES.rawValueNode(new RawValue(number(tokens.getText())));
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(tokens.getBooleanValue());
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.textNode(tokens.getText());
    };
  }

  /** One spelling for all spellings of a number with the same digits and the same sign. */
  private static String number(String text) {
    try {
      String digits = new BigDecimal(text).toString();
      return text.startsWith("-") && !digits.startsWith("-") ? "-" + digits : digits;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** A copy of what {@link #readExact} gave, in which fractions are as exact as a double. */
  public static JsonNode rounded(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode copy = object();
      properties(tree).forEach(each -> copy.set(each.getKey(), rounded(each.getValue())));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = array();
      tree.forEach(each -> copy.add(rounded(each)));
      return copy;
    }
    String digits = tree.isPojo() ? tree.toString() : "";
    if (digits.matches("-?\\d*")) {
      return tree;
    }
    double nearest = Double.parseDouble(digits);
    return Double.isInfinite(nearest) ? tree : NODES.numberNode(nearest);
  }

  /** The text of a tree, in which a surrogate without its other half is escaped. */
  public static String print(JsonNode tree) {
    try {
      return LONE_SURROGATE
          .matcher(MAPPER.writeValueAsString(tree))
          .replaceAll(lone -> "\\\\u%04x".formatted((int) lone.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties of an object in their order. */
  @SuppressWarnings("deprecation") // the other method is not in Jackson 2.14
  public static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode object) {
    return object::fields;
  }

  /** A copy in which the properties of every object stand in alphabetical order. */
  public static JsonNode sorted(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, JsonNode> properties = new TreeMap<>();
      properties(tree).forEach(each -> properties.put(each.getKey(), sorted(each.getValue())));
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
