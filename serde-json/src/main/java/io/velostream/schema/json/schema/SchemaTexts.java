// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.jackson.BoundedNumbers;
import io.velostream.schema.json.jackson.StrictJsonFactory;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;

/** Schemas as text and as trees. */
public final class SchemaTexts {

  /** Values in a schema's text: objects, arrays, strings, numbers, booleans and nulls. */
  static final int MAX_VALUES = 250_000;

  /** Levels of a schema's text; all that walks schemas recurses no deeper. */
  static final int MAX_DEPTH = 250;

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(new StrictJsonFactory(ReadLimits.DEFAULT.withMaxDepth(MAX_DEPTH), false))
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(BoundedNumbers.DEFAULT)
          .build();

  private SchemaTexts() {}

  /**
   * The tree of a schema's text.
   *
   * @param name what to call it in a message
   * @throws InvalidSchemaException when it is no JSON object or boolean, or too large
   */
  public static JsonNode parse(String text, String name) {
    JsonNode root;
    try {
      refuseTooLarge(text, name);
      root = MAPPER.readTree(text);
    } catch (IOException e) {
      throw new InvalidSchemaException(
          "the schema " + name + " is not valid JSON: " + JacksonErrorMessages.describe(e), e);
    } catch (NumberFormatException | InvalidValueException e) {
      throw new InvalidSchemaException(
          "the schema "
              + name
              + " holds a number with an exponent beyond 1000, which no schema may have",
          e);
    }
    if (!root.isObject() && !root.isBoolean()) {
      throw new InvalidSchemaException(
          "the schema " + name + " is neither a JSON object nor a boolean");
    }
    return root;
  }

  /** Counts before a tree is made, which takes many times the memory of its text. */
  private static void refuseTooLarge(String text, String name) throws IOException {
    if (text.length() <= MAX_VALUES) {
      return;
    }
    int count = 0;
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        count += token.isScalarValue() || token.isStructStart() ? 1 : 0;
        if (count > MAX_VALUES) {
          throw new InvalidSchemaException(
              "the schema "
                  + name
                  + " has more than "
                  + MAX_VALUES
                  + " values in its text, which is beyond what is made ready for records; describe"
                  + " the data by fewer properties, or split the schema");
        }
      }
    }
  }

  public static String print(JsonNode schema) {
    try {
      return MAPPER.writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException("a schema cannot be written as text", e);
    }
  }
}
