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
 * Encodes and decodes payloads of a top-level {@code bytes} schema as Confluent's serializers do:
 * the bytes without a length.
 */
public final class RawBytes {

  private RawBytes() {}

  /**
   * Returns an encoder of {@code byte[]} and {@link ByteBuffer}. It does not modify position and
   * limit.
   */
  public static ValueEncoder encoder() {
    return (value, frame) -> withFrame(frame, buffer(value));
  }

  /** Wraps the bytes of a value without a copy. */
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

  /** Returns a new array of the frame and the bytes between the buffer's position and limit. */
  static byte[] withFrame(byte[] frame, ByteBuffer bytes) {
    byte[] framed = new byte[frame.length + bytes.remaining()];
    System.arraycopy(frame, 0, framed, 0, frame.length);
    bytes.get(bytes.position(), framed, frame.length, bytes.remaining());
    return framed;
  }

  /**
   * Returns a decoder.
   *
   * @param reader the reader's schema
   * @param target the configured class; null for {@code byte[]}
   * @param conversions the conversions of logical types
   * @param cast the cast to the reader's logical type; null for none
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
