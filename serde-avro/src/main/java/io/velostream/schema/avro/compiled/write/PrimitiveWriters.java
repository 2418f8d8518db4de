// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Steps that write numbers, booleans and nulls; any {@link Number} is taken for any number. */
final class PrimitiveWriters {

  private PrimitiveWriters() {}

  static WriteStep of(Schema.Type type) {
    return switch (type) {
      case INT -> new IntWrite();
      case LONG -> new LongWrite();
      case FLOAT -> new FloatWrite();
      case DOUBLE -> new DoubleWrite();
      case BOOLEAN -> new BooleanWrite();
      default -> new NullWrite();
    };
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw FallbackToAvro.here();
  }

  static void writeInt(@Nullable Object value, BinaryWriter out) {
    out.writeInt(value instanceof Integer number ? number : number(value).intValue());
  }

  static final class IntWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeInt(value, out);
    }
  }

  static void writeLong(@Nullable Object value, BinaryWriter out) {
    out.writeLong(value instanceof Long number ? number : number(value).longValue());
  }

  static final class LongWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeLong(value, out);
    }
  }

  static void writeFloat(@Nullable Object value, BinaryWriter out) {
    out.writeFloat(value instanceof Float number ? number : number(value).floatValue());
  }

  static final class FloatWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeFloat(value, out);
    }
  }

  static void writeDouble(@Nullable Object value, BinaryWriter out) {
    out.writeDouble(value instanceof Double number ? number : number(value).doubleValue());
  }

  static final class DoubleWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeDouble(value, out);
    }
  }

  static void writeBoolean(@Nullable Object value, BinaryWriter out) {
    if (!(value instanceof Boolean truth)) {
      throw FallbackToAvro.here();
    }
    out.writeBoolean(truth);
  }

  static final class BooleanWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
      writeBoolean(value, out);
    }
  }

  /** Whatever the value is: a null has no bytes. */
  private static final class NullWrite extends WriteStep {
    @Override
    public void write(@Nullable Object value, BinaryWriter out) {}
  }
}
