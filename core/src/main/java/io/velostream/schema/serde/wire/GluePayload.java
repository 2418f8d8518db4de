// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.serde.config.SerdeKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Payloads that AWS Glue's serializers have compressed by zlib (RFC 1950). */
public final class GluePayload {

  private static final int SMALLEST = 256;

  /** What is expected at first: text and Avro seldom shrink more. */
  private static final int USUAL_RATIO = 4;

  private GluePayload() {}

  /**
   * The payload, uncompressed. Memory grows with what is there, not with what is claimed.
   *
   * @param compressed between position and limit; both are left as they were
   * @param most most bytes that it may have
   * @throws InvalidValueException when it is no whole zlib stream, or has more bytes
   */
  public static ByteBuffer uncompressed(ByteBuffer compressed, int most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed.duplicate());
      long usual = Math.max(SMALLEST, (long) USUAL_RATIO * compressed.remaining());
      byte[] bytes = new byte[(int) Math.min(most + 1L, usual)];
      int length = inflater.inflate(bytes);
      while (!inflater.finished()) {
        if (length > most) {
          throw tooLong(most);
        }
        if (length < bytes.length) {
          throw new InvalidValueException(
              "its compressed payload ends too early, or needs a dictionary", null);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(most + 1L, 2L * length));
        length += inflater.inflate(bytes, length, bytes.length - length);
      }
      return whole(inflater, bytes, length, most);
    } catch (DataFormatException e) {
      throw new InvalidValueException("its compressed payload is not in the format of zlib", null);
    } finally {
      inflater.end();
    }
  }

  private static InvalidValueException tooLong(int most) {
    return new InvalidValueException(
        "its payload has more than "
            + most
            + " bytes once it is uncompressed; set "
            + SerdeKeys.GLUE_MAX_BYTES
            + " if that is right",
        null);
  }

  private static ByteBuffer whole(Inflater inflater, byte[] bytes, int length, int most) {
    if (length > most) {
      throw tooLong(most);
    }
    if (inflater.getRemaining() > 0) {
      throw new InvalidValueException(
          "its compressed payload is followed by " + inflater.getRemaining() + " bytes", null);
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
