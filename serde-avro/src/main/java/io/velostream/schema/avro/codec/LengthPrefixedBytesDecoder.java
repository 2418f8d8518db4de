// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of a top-level {@code bytes} schema as the Avro specification defines them: the
 * length as a long, then the bytes.
 */
final class LengthPrefixedBytesDecoder implements ValueDecoder {

  private static final int MAX_SHIFT = 63;
  private static final int BITS_PER_BYTE = 7;

  private final ValueDecoder rawDecoder;
  private final boolean failsOnTrailingData;

  /**
   * Creates a decoder.
   *
   * @param rawDecoder decodes the bytes after the length
   * @param failsOnTrailingData whether bytes after the value are an error
   */
  LengthPrefixedBytesDecoder(ValueDecoder rawDecoder, boolean failsOnTrailingData) {
    this.rawDecoder = rawDecoder;
    this.failsOnTrailingData = failsOnTrailingData;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    return decode(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    ByteBuffer rest = payload.duplicate();
    long length = readLength(rest);
    if (length < 0 || length > rest.remaining()) {
      throw new InvalidValueException(
          "its length is given as " + length + " bytes, but " + rest.remaining() + " bytes remain",
          null);
    }
    if (failsOnTrailingData && length < rest.remaining()) {
      throw new InvalidValueException(
          (rest.remaining() - length) + " bytes follow the value", null);
    }
    rest.limit(rest.position() + (int) length);
    return rawDecoder.decode(rest);
  }

  /** Reads a long in Avro's variable-length zig-zag encoding. */
  private static long readLength(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT && bytes.hasRemaining(); shift += BITS_PER_BYTE) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new InvalidValueException("it does not begin with a valid length", null);
  }
}
