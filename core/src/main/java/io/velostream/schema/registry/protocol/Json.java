// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.jackson.Buffers;
import io.velostream.schema.jackson.ReadLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads and writes JSON text. Only this class and {@link JsonView} depend on the JSON library.
 *
 * <p>Buffers are pooled by this class, not in thread-locals, since callers' threads may outlive the
 * class loader of this library.
 */
public final class Json {

  /** The maximum length of a text. */
  public static final int MAX_BYTES = 32 << 20;

  /**
   * The maximum number of tokens of one response, since each takes far more memory than its text.
   */
  static final long MAX_TOKENS = 1_000_000;

  private static final ReadLimits LIMITS =
      ReadLimits.DEFAULT.withMaxStringLength(MAX_BYTES).withMaxTokens(MAX_TOKENS);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              LIMITS.applyTo(Buffers.withoutThreadLocals(new JsonFactoryBuilder())).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one JSON value and nothing after it.
   *
   * @throws UncheckedIOException if the text is not one JSON value
   */
  public static JsonNode read(String text) {
    try (JsonParser parser = LIMITS.limit(MAPPER.createParser(text))) {
      return MAPPER.readValue(parser, JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an object whose values are maps, lists, strings, numbers, or JSON trees. */
  static String write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
