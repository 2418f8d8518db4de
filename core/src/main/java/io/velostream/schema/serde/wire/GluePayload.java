// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.serde.config.SerdeKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses zlib (RFC 1950) payloads of AWS Glue's serializers. */
public final class GluePayload {

  private static final int MIN_BUFFER_BYTES = 256;

  /** The initial estimate of the compression ratio. */
  private static final int EXPECTED_RATIO = 4;

  private GluePayload() {}

  /**
   * Decompresses a payload. Memory use is proportional to the actual size, not to a declared one.
   *
   * @param compressed the bytes between position and limit, which are unchanged
   * @param maxBytes the maximum size
   * @throws InvalidValueException if it is not a complete zlib stream, or larger
   */
  public static ByteBuffer decompress(ByteBuffer compressed, int maxBytes) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed.duplicate());
      long expected = Math.max(MIN_BUFFER_BYTES, (long) EXPECTED_RATIO * compressed.remaining());
      byte[] bytes = new byte[(int) Math.min(maxBytes + 1L, expected)];
      int length = inflater.inflate(bytes);
      while (!inflater.finished()) {
        if (length > maxBytes) {
          throw tooLong(maxBytes);
        }
        if (length < bytes.length) {
          throw new InvalidValueException(
              "its compressed payload ends too early, or needs a dictionary", null);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes + 1L, 2L * length));
        length += inflater.inflate(bytes, length, bytes.length - length);
      }
      return complete(inflater, bytes, length, maxBytes);
    } catch (DataFormatException e) {
      throw new InvalidValueException("its compressed payload is not in the format of zlib", null);
    } finally {
      inflater.end();
    }
  }

  private static InvalidValueException tooLong(int maxBytes) {
    return new InvalidValueException(
        "its payload has more than "
            + maxBytes
            + " bytes once it is uncompressed; set "
            + SerdeKeys.GLUE_MAX_BYTES
            + " if that is right",
        null);
  }

  private static ByteBuffer complete(Inflater inflater, byte[] bytes, int length, int maxBytes) {
    if (length > maxBytes) {
      throw tooLong(maxBytes);
    }
    if (inflater.getRemaining() > 0) {
      throw new InvalidValueException(
          "its compressed payload is followed by " + inflater.getRemaining() + " bytes", null);
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
