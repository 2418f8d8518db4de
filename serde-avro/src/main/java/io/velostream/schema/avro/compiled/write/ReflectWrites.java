// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Steps that also take what only reflection knows: Java arrays, small integers, optionals. */
final class ReflectWrites {

  private ReflectWrites() {}

  /** The step for values of a type, given that for what generic values hold. */
  static WriteStep of(Schema.Type type, WriteStep step) {
    return switch (type) {
      case ARRAY -> new ArrayOrElse((ArrayWrite) step);
      case BYTES -> new BytesOrElse(step);
      case MAP -> ((MapWrite) step).unwrapping();
      default -> new Unwrapped(step);
    };
  }

  /** What is in an optional; small integers as integers. */
  static @Nullable Object unwrapped(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    return value instanceof Character character ? (Object) (int) character : value;
  }

  /** Values that are {@link #unwrapped} first. */
  private static final class Unwrapped extends WriteStep {
    private final WriteStep step;

    Unwrapped(WriteStep step) {
      this.step = step;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      step.write(unwrapped(value), out);
    }
  }

  private static final class BytesOrElse extends WriteStep {
    private final WriteStep step;

    BytesOrElse(WriteStep step) {
      this.step = step;
    }

    @Override
    public void write(@Nullable Object wrapped, BinaryWriter out) {
      Object value = unwrapped(wrapped);
      if (value instanceof byte[] bytes) {
        out.writeBytes(bytes, 0, bytes.length);
      } else {
        step.write(value, out);
      }
    }
  }

  /**
   * Arrays of objects, and of the primitives that are used most. Unwraps them itself, so that
   * arrays within arrays take less of the stack.
   */
  private static final class ArrayOrElse extends WriteStep {
    private final ArrayWrite step;

    ArrayOrElse(ArrayWrite step) {
      this.step = step;
    }

    @Override
    public void write(@Nullable Object wrapped, BinaryWriter out) {
      Object value = unwrapped(wrapped);
      if (value instanceof List<?> list && ArrayWrite.isIndexed(list)) {
        step.writeList(list, out);
      } else if (value instanceof Object[] array) {
        step.writeArray(array, out);
      } else if (value instanceof int[] array && step.items(Schema.Type.INT)) {
        start(array.length, out);
        for (int item : array) {
          out.writeInt(item);
        }
        out.writeInt(0);
      } else if (value instanceof long[] array && step.items(Schema.Type.LONG)) {
        start(array.length, out);
        for (long item : array) {
          out.writeLong(item);
        }
        out.writeInt(0);
      } else if (value instanceof double[] array && step.items(Schema.Type.DOUBLE)) {
        start(array.length, out);
        for (double item : array) {
          out.writeDouble(item);
        }
        out.writeInt(0);
      } else {
        step.write(value, out);
      }
    }

    private static void start(int length, BinaryWriter out) {
      if (length > 0) {
        out.writeInt(length);
      }
    }
  }
}
