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
 * Reads and writes JSON text. With {@link JsonView}, all that knows which library does it.
 *
 * <p>Buffers are kept in a pool of this class, not in the threads of callers, which may outlive the
 * class loader of this library.
 */
public final class Json {

  /** The longest text that is read; no schema comes near it. */
  public static final int MAX_BYTES = 32 << 20;

  /** Most values, names and brackets of one answer: each takes far more memory than text. */
  static final long MAX_TOKENS = 1_000_000;

  private static final ReadLimits LIMITS =
      ReadLimits.DEFAULT.withMaxStringLength(MAX_BYTES).withMaxTokens(MAX_TOKENS);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(LIMITS.applyTo(Buffers.apartFromThreads(new JsonFactoryBuilder())).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one JSON value and nothing after it.
   *
   * @throws UncheckedIOException when the text is anything else
   */
  public static JsonNode read(String text) {
    try (JsonParser parser = LIMITS.limit(MAPPER.createParser(text))) {
      return MAPPER.readValue(parser, JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of an object whose values are maps, lists, strings, numbers, or read JSON. */
  static String write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
