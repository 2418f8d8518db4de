// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Steps that write numbers, booleans and nulls; any {@link Number} is taken for any number. */
final class NumberWrites {

  private NumberWrites() {}

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
    throw GaveUp.here();
  }

  private static final class IntWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      out.writeInt(value instanceof Integer number ? number : number(value).intValue());
    }
  }

  private static final class LongWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      out.writeLong(value instanceof Long number ? number : number(value).longValue());
    }
  }

  private static final class FloatWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      out.writeFloat(value instanceof Float number ? number : number(value).floatValue());
    }
  }

  private static final class DoubleWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      out.writeDouble(value instanceof Double number ? number : number(value).doubleValue());
    }
  }

  private static final class BooleanWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {
      if (!(value instanceof Boolean truth)) {
        throw GaveUp.here();
      }
      out.writeBoolean(truth);
    }
  }

  /** Whatever the value is: a null has no bytes. */
  private static final class NullWrite extends WriteStep {
    @Override
    void write(@Nullable Object value, Output out) {}
  }
}
