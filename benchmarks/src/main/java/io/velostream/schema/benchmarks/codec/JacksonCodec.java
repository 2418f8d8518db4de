// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson as its documentation shows it: no frame, no schema. */
public record JacksonCodec(ObjectMapper mapper, Class<?> type) implements Codec {

  public static Codec of(Object value) {
    return new JacksonCodec(withTimes(), value.getClass());
  }

  /** With Jackson's module for {@code java.time}, without which it refuses dates. */
  public static ObjectMapper withTimes() {
    return new ObjectMapper().registerModule(new JavaTimeModule());
  }

  @Override
  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object read(byte[] bytes) {
    try {
      return mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
