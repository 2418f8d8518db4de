// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.JacksonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Whether a codec writes and reads the JSON that bare Jackson does, so that times compare. */
record JsonCheck(String what, Object value) {

  private static final int PREFIX = 5;

  /** Refuses a codec of ours that writes other JSON than Jackson, or reads another value. */
  void pass(Codec codec) {
    Codec jackson = JacksonCodec.of(value);
    byte[] expected = jackson.write(value);
    byte[] written = codec.write(value);
    byte[] payload =
        codec instanceof JacksonCodec
            ? written
            : Arrays.copyOfRange(written, PREFIX, written.length);
    agree("writes", expected, payload);
    Object read = codec.read(written);
    if (read.getClass() != value.getClass()) {
      throw new IllegalStateException(what + " reads a " + read.getClass().getName());
    }
    agree("reads", expected, jackson.write(read));
  }

  /** The same text, or text of the same value: 1.5 is 1.50, and entries have no order. */
  private void agree(String does, byte[] expected, byte[] given) {
    boolean isSame =
        Arrays.equals(expected, given) || tree(expected).equals(JsonCheck::compared, tree(given));
    if (!isSame) {
      throw new IllegalStateException(what + " " + does + " other values than bare Jackson");
    }
  }

  private static int compared(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
