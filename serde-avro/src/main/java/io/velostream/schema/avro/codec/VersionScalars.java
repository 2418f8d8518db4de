// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CastMode;
import io.velostream.schema.avro.compiled.LogicalTypeCast;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Converts scalar values between two versions of a schema. */
final class VersionScalars {

  private static final double LONG_LIMIT = 0x1p63;

  private VersionScalars() {}

  /**
   * The result of a conversion.
   *
   * @param value null if there is none
   * @param problem why there is no value, or what the value does not carry; null if all is well
   */
  record Converted(@Nullable Object value, @Nullable String problem) {}

  /** Converts a value that is not null. */
  static Converted convert(Schema from, Schema to, Object value) {
    LogicalTypeCast cast;
    try {
      cast = CastMode.WRITING.between(from, to);
      if (cast != null) {
        return carried(decoded(to, cast.apply(encoded(value))));
      }
    } catch (AvroTypeException | RejectedValueException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    return switch (to.getType()) {
      case INT, LONG -> value instanceof Number number ? integer(number, to) : wrongType(from, to);
      case FLOAT -> value instanceof Number number ? toFloat(number) : wrongType(from, to);
      case DOUBLE -> value instanceof Number number ? toDouble(number) : wrongType(from, to);
      case STRING -> value instanceof CharSequence ? carried(value) : wrongType(from, to);
      case BYTES -> bytes(from, to, value);
      case FIXED -> fixed(from, to, value);
      case ENUM -> symbol(from, to, value);
      default -> from.getType() == to.getType() ? carried(value) : wrongType(from, to);
    };
  }

  private static Converted carried(Object value) {
    return new Converted(value, null);
  }

  private static Converted refused(String problem) {
    return new Converted(null, problem);
  }

  private static Converted wrongType(Schema from, Schema to) {
    return refused(from.getType().getName() + " is no " + to.getType().getName());
  }

  private static Converted integer(Number number, Schema to) {
    boolean isInt = to.getType() == Schema.Type.INT;
    long whole = number.longValue();
    if (number instanceof Float || number instanceof Double) {
      double exact = number.doubleValue();
      if (exact != Math.rint(exact) || exact < -LONG_LIMIT || exact >= LONG_LIMIT) {
        return refused("a number is no " + to.getType().getName());
      }
    }
    if (isInt && whole != (int) whole) {
      return refused("a number is out of the range of int");
    }
    return carried(isInt ? (Object) (int) whole : (Object) whole);
  }

  private static Converted toFloat(Number number) {
    float value = number.floatValue();
    if (number instanceof Double
        && Float.isInfinite(value)
        && !Double.isInfinite(number.doubleValue())) {
      return refused("a number is out of the range of float");
    }
    return new Converted(value, isRounded(number, value) ? "a number is rounded" : null);
  }

  private static Converted toDouble(Number number) {
    double value = number.doubleValue();
    return new Converted(value, isRounded(number, value) ? "a number is rounded" : null);
  }

  private static boolean isRounded(Number number, double value) {
    if (number instanceof Float || number instanceof Double) {
      return Double.compare(number.doubleValue(), value) != 0;
    }
    return new BigDecimal(value).compareTo(BigDecimal.valueOf(number.longValue())) != 0;
  }

  private static Converted bytes(Schema from, Schema to, Object value) {
    if (value instanceof CharSequence text) {
      return carried(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
    if (value instanceof byte[] bytes) {
      return carried(ByteBuffer.wrap(bytes));
    }
    return value instanceof ByteBuffer ? carried(value) : wrongType(from, to);
  }

  private static Converted fixed(Schema from, Schema to, Object value) {
    if (!(value instanceof GenericFixed fixed)) {
      return wrongType(from, to);
    }
    return fixed.bytes().length == to.getFixedSize()
        ? carried(new GenericData.Fixed(to, fixed.bytes()))
        : refused("it takes " + fixed.bytes().length + " bytes, not " + to.getFixedSize());
  }

  private static Converted symbol(Schema from, Schema to, Object value) {
    if (from.getType() != Schema.Type.ENUM) {
      return wrongType(from, to);
    }
    String symbol = value.toString();
    if (to.hasEnumSymbol(symbol)) {
      return carried(new GenericData.EnumSymbol(to, symbol));
    }
    String other = to.getEnumDefault();
    return other == null
        ? refused("a symbol is none of " + to.getFullName())
        : new Converted(new GenericData.EnumSymbol(to, other), "a symbol becomes the default");
  }

  /** The form that casts take. */
  private static Object encoded(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    return value instanceof CharSequence text ? text.toString() : value;
  }

  /** The form that generic values have. */
  private static Object decoded(Schema to, Object value) {
    if (value instanceof byte[] bytes) {
      return to.getType() == Schema.Type.FIXED
          ? new GenericData.Fixed(to, bytes)
          : ByteBuffer.wrap(bytes);
    }
    return value;
  }
}
