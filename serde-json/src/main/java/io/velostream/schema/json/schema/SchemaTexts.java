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
import io.velostream.schema.json.jackson.BoundedNumberNodeFactory;
import io.velostream.schema.json.jackson.StrictJsonFactory;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;

/** Parses and prints schema texts. */
public final class SchemaTexts {

  /** Maximum number of JSON values in a schema text. */
  static final int MAX_VALUES = 250_000;

  /** Maximum nesting depth of a schema text. Limits all recursion over schemas. */
  static final int MAX_DEPTH = 250;

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(new StrictJsonFactory(ReadLimits.DEFAULT.withMaxDepth(MAX_DEPTH), false))
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(BoundedNumberNodeFactory.DEFAULT)
          .build();

  private SchemaTexts() {}

  /**
   * Parses a schema text.
   *
   * @param name the name of the schema in messages
   * @throws InvalidSchemaException when it is not a JSON object or boolean, or is too large
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
              + " contains a number with an exponent beyond 1000, which is not allowed in schemas",
          e);
    }
    if (!root.isObject() && !root.isBoolean()) {
      throw new InvalidSchemaException(
          "the schema " + name + " is neither a JSON object nor a boolean");
    }
    return root;
  }

  /** Counts values before parsing, because a tree takes many times the memory of its text. */
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
                  + " JSON values, which is the maximum; describe the data by fewer properties,"
                  + " or split the schema");
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
