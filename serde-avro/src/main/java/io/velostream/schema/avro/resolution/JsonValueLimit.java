// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Limits the number of JSON values in the texts of a schema. Counts them before parsing, because
 * parsed objects take many times the memory of the text. Single use.
 */
final class JsonValueLimit {

  /** Far above handwritten schemas; a field takes about three values. */
  static final int MAX_VALUES = 250_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  private int values;

  /**
   * Counts the values of a text.
   *
   * @throws InvalidSchemaException when the total is too large
   */
  void add(String text) throws JsonProcessingException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ((token.isScalarValue() || token.isStructStart()) && ++values > MAX_VALUES) {
          throw new InvalidSchemaException(
              "the schema has more than " + MAX_VALUES + " JSON values; split it");
        }
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
