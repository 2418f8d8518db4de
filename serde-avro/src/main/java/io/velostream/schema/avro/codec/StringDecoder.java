// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Returns values of a top-level string schema as {@link String}. Nested strings have the class that
 * the schema requests, by default Avro's {@link Utf8}.
 */
public record StringDecoder(ValueDecoder decoder) implements ValueDecoder {

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    return text(decoder.decode(bytes, offset, length));
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    return text(decoder.decode(payload));
  }

  private static @Nullable Object text(@Nullable Object value) {
    return value instanceof Utf8 text ? text.toString() : value;
  }
}
