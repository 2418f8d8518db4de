// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.LogicalTypeCast;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a schema that is nothing but {@code bytes}: the bytes themselves, without the
 * length that Avro puts before them elsewhere.
 */
public final class RawBytes {

  private RawBytes() {}

  /** Writes {@code byte[]} and {@link ByteBuffer}s, of which position and limit are left alone. */
  public static ValueEncoder encoder() {
    return (value, frame) -> withFrame(frame, buffer(value));
  }

  /** The value's bytes, not copied. */
  static ByteBuffer buffer(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes;
    }
    throw new InvalidValueException(
        "bytes are byte[] or ByteBuffer, but this is a " + value.getClass().getName(), null);
  }

  /** A new array of the frame and what is between the buffer's position and limit. */
  static byte[] withFrame(byte[] frame, ByteBuffer bytes) {
    byte[] framed = new byte[frame.length + bytes.remaining()];
    System.arraycopy(frame, 0, framed, 0, frame.length);
    bytes.get(bytes.position(), framed, frame.length, bytes.remaining());
    return framed;
  }

  /**
   * Reads payloads of {@code bytes}.
   *
   * @param reader what they are read as
   * @param target the class that the user wants; null for {@code byte[]}
   * @param conversions the logical types that become objects
   * @param cast makes them what the reader's logical type says; null for none
   */
  public static ValueDecoder decoder(
      Schema reader,
      @Nullable Class<?> target,
      Collection<? extends Conversion<?>> conversions,
      @Nullable LogicalTypeCast cast) {
    Function<byte[], Object> uncast = converter(reader, target, conversions);
    Function<byte[], Object> converter =
        cast == null ? uncast : bytes -> uncast.apply(cast(bytes, cast));
    return new ValueDecoder() {
      @Override
      public Object decode(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        return converter.apply(copy);
      }

      @Override
      public Object decode(ByteBuffer payload) {
        byte[] copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        return converter.apply(copy);
      }
    };
  }

  private static byte[] cast(byte[] bytes, LogicalTypeCast cast) {
    Object changed = cast.apply(bytes);
    return changed instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : (byte[]) changed;
  }

  private static Function<byte[], Object> converter(
      Schema reader, @Nullable Class<?> target, Collection<? extends Conversion<?>> conversions) {
    if (reader.getType() == Schema.Type.STRING) {
      return bytes -> new String(bytes, StandardCharsets.UTF_8);
    }
    LogicalType logicalType = reader.getLogicalType();
    if (logicalType != null) {
      for (Conversion<?> conversion : conversions) {
        if (conversion.getLogicalTypeName().equals(logicalType.getName())) {
          return bytes ->
              Conversions.convertToLogicalType(
                  ByteBuffer.wrap(bytes), reader, logicalType, conversion);
        }
      }
    }
    return target == ByteBuffer.class ? ByteBuffer::wrap : bytes -> bytes;
  }
}
