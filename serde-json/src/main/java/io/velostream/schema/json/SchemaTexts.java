// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.model.InvalidSchemaException;

/** Schemas as text and as trees. */
final class SchemaTexts {

  /** Levels of a schema's text; all that walks schemas recurses no deeper. */
  static final int MAX_DEPTH = 250;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new StrictJsonFactory(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build(), false))
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(BoundedNumbers.DEFAULT)
          .build();

  private SchemaTexts() {}

  /**
   * The tree of a schema's text.
   *
   * @param name what to call it in a message
   * @throws InvalidSchemaException when it is no JSON object or boolean
   */
  static JsonNode parse(String text, String name) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException(
          "the schema " + name + " is not valid JSON: " + PayloadProblems.describe(e), e);
    }
    if (!root.isObject() && !root.isBoolean()) {
      throw new InvalidSchemaException(
          "the schema " + name + " is neither a JSON object nor a boolean");
    }
    return root;
  }

  static String print(JsonNode schema) {
    try {
      return MAPPER.writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException("a schema cannot be written as text", e);
    }
  }
}
