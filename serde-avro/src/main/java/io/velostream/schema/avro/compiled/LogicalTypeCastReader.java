// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.compiled.read.ValueReader;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads values of one logical type and casts them to another one. */
final class LogicalTypeCastReader extends ValueReader {

  private static final int MAX_LENGTH_BYTES = 5;

  private final Schema writer;
  private final LogicalTypeCast cast;
  private final ValueReader target;
  private final String location;

  /**
   * Creates a reader.
   *
   * @param target decodes values that are encoded with the reader's schema
   * @param location where the value is, for error messages
   */
  LogicalTypeCastReader(Schema writer, LogicalTypeCast cast, ValueReader target, String location) {
    this.writer = writer;
    this.cast = cast;
    this.target = target;
    this.location = location;
  }

  @Override
  public @Nullable Object read(BinaryReader in) {
    Object castValue = cast(readRaw(in));
    if (castValue instanceof Long) {
      return castValue;
    }
    byte[] bytes = bytes(castValue);
    boolean isFixed = writer.getType() == Schema.Type.FIXED;
    return target.read(isFixed ? new BinaryReader(bytes, 0, bytes.length) : lengthPrefixed(bytes));
  }

  private Object cast(Object written) {
    try {
      return cast.apply(written);
    } catch (RejectedValueException e) {
      throw new RejectedValueException(location + ": " + e.getMessage());
    }
  }

  private Object readRaw(BinaryReader in) {
    return switch (writer.getType()) {
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case STRING -> in.readString();
      case FIXED -> in.readFixed(writer.getFixedSize());
      default -> in.readBytes();
    };
  }

  private static byte[] bytes(Object castValue) {
    return castValue instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : (byte[]) castValue;
  }

  private static BinaryReader lengthPrefixed(byte[] bytes) {
    byte[] framed = new byte[MAX_LENGTH_BYTES + bytes.length];
    int at = 0;
    for (long rest = 2L * bytes.length; ; rest >>>= 7) {
      framed[at++] = (byte) (rest > 0x7F ? rest | 0x80 : rest);
      if (rest <= 0x7F) {
        break;
      }
    }
    System.arraycopy(bytes, 0, framed, at, bytes.length);
    return new BinaryReader(framed, 0, at + bytes.length);
  }
}
