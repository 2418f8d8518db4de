// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writers for the reflection model, which also accept Java arrays, small integers and {@code
 * Optional}.
 */
final class ReflectWriters {

  private ReflectWriters() {}

  /** Returns the writer for a schema type, given the writer of generic values. */
  static ValueWriter of(Schema.Type type, ValueWriter writer) {
    return switch (type) {
      case ARRAY -> new ReflectArrayWriter((ArrayWriter) writer);
      case BYTES -> new ReflectBytesWriter(writer);
      case MAP -> ((MapWriter) writer).unwrappingOptionals();
      default -> new UnwrappingWriter(writer);
    };
  }

  /** Unwraps an {@code Optional}, and converts small integers to int. */
  static @Nullable Object unwrap(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    return value instanceof Character character ? (Object) (int) character : value;
  }

  /** Unwraps values before they are written. */
  private static final class UnwrappingWriter extends ValueWriter {
    private final ValueWriter writer;

    UnwrappingWriter(ValueWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writer.write(unwrap(value), out);
    }
  }

  private static final class ReflectBytesWriter extends ValueWriter {
    private final ValueWriter writer;

    ReflectBytesWriter(ValueWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(@Nullable Object wrapped, BinaryWriter out) {
      Object value = unwrap(wrapped);
      if (value instanceof byte[] bytes) {
        out.writeBytes(bytes, 0, bytes.length);
      } else {
        writer.write(value, out);
      }
    }
  }

  /**
   * Writes arrays of objects and of common primitive types. Unwraps values itself, which saves a
   * stack frame for each level of nesting.
   */
  private static final class ReflectArrayWriter extends ValueWriter {
    private final ArrayWriter writer;

    ReflectArrayWriter(ArrayWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(@Nullable Object wrapped, BinaryWriter out) {
      Object value = unwrap(wrapped);
      if (value instanceof List<?> list && ArrayWriter.isRandomAccess(list)) {
        writer.writeList(list, out);
      } else if (value instanceof Object[] array) {
        writer.writeArray(array, out);
      } else if (value instanceof int[] array && writer.hasItemType(Schema.Type.INT)) {
        start(array.length, out);
        for (int item : array) {
          out.writeInt(item);
        }
        out.writeInt(0);
      } else if (value instanceof long[] array && writer.hasItemType(Schema.Type.LONG)) {
        start(array.length, out);
        for (long item : array) {
          out.writeLong(item);
        }
        out.writeInt(0);
      } else if (value instanceof double[] array && writer.hasItemType(Schema.Type.DOUBLE)) {
        start(array.length, out);
        for (double item : array) {
          out.writeDouble(item);
        }
        out.writeInt(0);
      } else {
        writer.write(value, out);
      }
    }

    private static void start(int length, BinaryWriter out) {
      if (length > 0) {
        out.writeInt(length);
      }
    }
  }
}
