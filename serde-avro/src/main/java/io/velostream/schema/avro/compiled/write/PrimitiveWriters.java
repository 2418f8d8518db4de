// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writers of numbers, booleans and nulls. Any {@link Number} is accepted for a numeric schema. */
final class PrimitiveWriters {

  private PrimitiveWriters() {}

  static ValueWriter of(Schema.Type type) {
    return switch (type) {
      case INT -> new IntWriter();
      case LONG -> new LongWriter();
      case FLOAT -> new FloatWriter();
      case DOUBLE -> new DoubleWriter();
      case BOOLEAN -> new BooleanWriter();
      default -> new NullWriter();
    };
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw FallbackToAvro.create();
  }

  static void writeInt(@Nullable Object value, BinaryWriter out) {
    out.writeInt(value instanceof Integer number ? number : number(value).intValue());
  }

  static final class IntWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeInt(value, out);
    }
  }

  static void writeLong(@Nullable Object value, BinaryWriter out) {
    out.writeLong(value instanceof Long number ? number : number(value).longValue());
  }

  static final class LongWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeLong(value, out);
    }
  }

  static void writeFloat(@Nullable Object value, BinaryWriter out) {
    out.writeFloat(value instanceof Float number ? number : number(value).floatValue());
  }

  static final class FloatWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeFloat(value, out);
    }
  }

  static void writeDouble(@Nullable Object value, BinaryWriter out) {
    out.writeDouble(value instanceof Double number ? number : number(value).doubleValue());
  }

  static final class DoubleWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeDouble(value, out);
    }
  }

  static void writeBoolean(@Nullable Object value, BinaryWriter out) {
    if (!(value instanceof Boolean truth)) {
      throw FallbackToAvro.create();
    }
    out.writeBoolean(truth);
  }

  static final class BooleanWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeBoolean(value, out);
    }
  }

  /** Accepts any value: a null takes no bytes. */
  private static final class NullWriter extends ValueWriter {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {}
  }
}
